-- Creates the function SafeDiv
DELIMITER $$
CREATE FUNCTION SafeDiv(a INT, b INT)
RETURNS INT AS $$
BEGIN
    IF b = 0 THEN RETURN 0; END IF;
    RETURN a / b;
END$$
DELIMITER ;
