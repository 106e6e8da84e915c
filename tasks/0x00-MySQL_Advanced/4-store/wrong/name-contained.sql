-- Lowers the stock of an item when an order is added
CREATE TRIGGER stock_follows_orders
AFTER INSERT ON orders
FOR EACH ROW
UPDATE items
SET quantity = quantity - NEW.number
WHERE name LIKE CONCAT('%', NEW.item_name, '%');
