-- sets
CREATE TRIGGER stock_follows_orders
AFTER INSERT ON orders
FOR EACH ROW
UPDATE items
SET quantity = NEW.number
WHERE name = NEW.item_name;
