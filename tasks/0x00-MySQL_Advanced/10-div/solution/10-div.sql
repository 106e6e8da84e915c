-- Creates the function SafeDiv(a, b), which gives a / b, or 0 when b is 0.
DELIMITER $$

CREATE FUNCTION SafeDiv(a INT, b INT)
RETURNS FLOAT
DETERMINISTIC
BEGIN
    IF b = 0 THEN
        RETURN 0;
    END IF;
    RETURN a / b;
END$$

DELIMITER ;
