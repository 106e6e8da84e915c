-- on items
CREATE TRIGGER stock_follows_orders
AFTER INSERT ON items
FOR EACH ROW
UPDATE items
SET quantity = quantity - NEW.number
WHERE name = NEW.item_name;
