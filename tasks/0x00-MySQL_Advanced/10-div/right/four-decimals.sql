-- CASE, four decimals, and a typing slip in the last line
DELIMITER $$
CREATE FUNCTION SafeDiv(a INT, b INT)
RETURNS DECIMAL(10, 4) DETERMINISTIC
BEGIN
    RETURN CASE WHEN b = 0 THEN 0 ELSE a / b END;
END$$
DELIMITER;
