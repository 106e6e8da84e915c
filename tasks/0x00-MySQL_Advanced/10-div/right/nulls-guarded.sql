-- NULL counts as 0; the delimiter is never put back
DELIMITER //
CREATE FUNCTION SafeDiv(a INT, b INT) RETURNS FLOAT
BEGIN
    IF b IS NULL OR b = 0 THEN RETURN 0;
    ELSE RETURN IFNULL(a, 0) / b;
    END IF;
END
//
