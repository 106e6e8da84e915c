-- new quantity
CREATE TRIGGER stock_follows_orders
AFTER INSERT ON orders
FOR EACH ROW
UPDATE items
SET quantity = quantity - NEW.quantity
WHERE name = NEW.item_name;
