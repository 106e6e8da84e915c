-- update table
CREATE TRIGGER stock_follows_orders
AFTER INSERT ON orders
FOR EACH ROW
UPDATE TABLE items
SET quantity = quantity - NEW.number
WHERE name = NEW.item_name;
