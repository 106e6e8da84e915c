-- a handler, a label, and a try at the end
DROP FUNCTION IF EXISTS SafeDiv;
DELIMITER ;;
CREATE DEFINER=CURRENT_USER FUNCTION `safediv`(`dividend` BIGINT, `divisor` BIGINT)
RETURNS double
NO SQL SQL SECURITY INVOKER COMMENT 'it''s safe; really'
f: BEGIN
    DECLARE q DOUBLE;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION RETURN 0;
    CASE divisor
        WHEN 0 THEN SIGNAL SQLSTATE '45000';
        ELSE SET q = dividend / divisor;
    END CASE;
    RETURN q;
END f;;
DELIMITER ;
SELECT SafeDiv(a, b) FROM numbers;
