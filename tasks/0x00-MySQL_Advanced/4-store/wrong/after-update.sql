-- after update
CREATE TRIGGER stock_follows_orders
AFTER UPDATE ON orders
FOR EACH ROW
UPDATE items
SET quantity = quantity - NEW.number
WHERE name = NEW.item_name;
