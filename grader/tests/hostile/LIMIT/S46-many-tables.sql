-- expect: LIMIT disk|wall
-- needs: namespaces
DELIMITER //
CREATE PROCEDURE p()
BEGIN
    DECLARE i INT DEFAULT 0;
    WHILE i < 100000 DO
        SET i = i + 1;
        EXECUTE IMMEDIATE CONCAT('CREATE TABLE t', i, ' (a INT)');
    END WHILE;
END//
CALL p()//
