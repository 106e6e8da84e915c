-- Creates the function SafeDiv
CREATE FUNCTION SafeDiv(a INT, b INT)
RETURNS DECIMAL(10, 3) DETERMINISTIC
RETURN IF(b = 0, 0, a / b);
