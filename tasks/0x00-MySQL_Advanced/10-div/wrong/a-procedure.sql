-- Creates the procedure SafeDiv
CREATE PROCEDURE SafeDiv(a INT, b INT)
SELECT IF(b = 0, 0, a / b);
