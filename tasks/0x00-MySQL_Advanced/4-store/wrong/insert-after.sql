-- insert after
CREATE TRIGGER stock_follows_orders
INSERT AFTER ON orders
FOR EACH ROW
UPDATE items
SET quantity = quantity - NEW.number
WHERE name = NEW.item_name;
