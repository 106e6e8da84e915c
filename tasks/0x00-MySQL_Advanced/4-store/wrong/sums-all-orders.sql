-- sums all orders
CREATE TRIGGER stock_follows_orders
AFTER INSERT ON orders
FOR EACH ROW
UPDATE items
SET quantity = quantity - (SELECT SUM(number) FROM orders WHERE item_name = NEW.item_name)
WHERE name = NEW.item_name;
