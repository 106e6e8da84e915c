-- Creates the function SafeDiv
CREATE FUNCTION SafeDiv(a INT, b INT)
RETURNS FLOAT DETERMINISTIC
RETURN IF(b = 0, a, a / b);
