# a procedure does the work, and the file looks at the result
DELIMITER ..
CREATE PROCEDURE take(IN what VARCHAR(255), IN how_many INT)
BEGIN
    UPDATE items SET quantity = quantity - how_many WHERE name = what;
END ..
CREATE TRIGGER stock AFTER INSERT ON orders FOR EACH ROW
    CALL take(NEW.item_name, NEW.number) ..
DELIMITER ;
SHOW TRIGGERS;
SELECT * FROM items;
