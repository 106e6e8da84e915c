-- gives back
CREATE TRIGGER stock_follows_orders
AFTER INSERT ON orders
FOR EACH ROW
UPDATE items
SET quantity = quantity - NEW.number
WHERE name = NEW.item_name;
CREATE TRIGGER back AFTER DELETE ON orders FOR EACH ROW
UPDATE items SET quantity = quantity + OLD.number WHERE name = OLD.item_name;
