-- Refuses orders that are too large
DELIMITER //
CREATE TRIGGER stock_follows_orders
BEFORE INSERT ON orders
FOR EACH ROW
BEGIN
    IF (SELECT quantity FROM items WHERE name = NEW.item_name) < NEW.number THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'out of stock';
    END IF;
    UPDATE items SET quantity = quantity - NEW.number
    WHERE name = NEW.item_name;
END//
DELIMITER ;
