-- hard coded database
CREATE TRIGGER stock_follows_orders
AFTER INSERT ON orders
FOR EACH ROW
UPDATE holberton.items
SET quantity = quantity - NEW.number
WHERE name = NEW.item_name;
