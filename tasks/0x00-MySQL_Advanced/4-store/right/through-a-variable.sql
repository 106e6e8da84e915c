-- reads, subtracts, writes back
DELIMITER ;;
CREATE TRIGGER t AFTER INSERT ON orders FOR EACH ROW
BEGIN
    DECLARE stock INT;
    SELECT quantity INTO stock FROM items WHERE name = NEW.item_name;
    SET stock = stock - NEW.number;
    UPDATE items SET quantity = stock WHERE name = NEW.item_name;
END;;
DELIMITER;