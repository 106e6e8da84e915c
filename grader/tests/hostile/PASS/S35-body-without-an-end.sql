-- expect: PASS
DELIMITER $$
CREATE PROCEDURE p()
BEGIN
    UPDATE items SET quantity = quantity + 1;
END;
CALL p();
