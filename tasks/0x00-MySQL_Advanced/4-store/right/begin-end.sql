-- with BEGIN and END
DROP TRIGGER IF EXISTS decrease;
DELIMITER $$
CREATE TRIGGER decrease AFTER INSERT ON orders FOR EACH ROW
BEGIN
    UPDATE items SET items.quantity = items.quantity - NEW.number
    WHERE items.name = NEW.item_name;
END$$
DELIMITER ;
