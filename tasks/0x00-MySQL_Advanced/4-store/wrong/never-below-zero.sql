-- never below zero
CREATE TRIGGER stock_follows_orders
AFTER INSERT ON orders
FOR EACH ROW
UPDATE items
SET quantity = GREATEST(quantity - NEW.number, 0)
WHERE name = NEW.item_name;
