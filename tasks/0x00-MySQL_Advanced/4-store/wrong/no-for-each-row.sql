-- no for each row
CREATE TRIGGER stock_follows_orders
AFTER INSERT ON orders
UPDATE items
SET quantity = quantity - NEW.number
WHERE name = NEW.item_name;
