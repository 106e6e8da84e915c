-- a prepared statement in a procedure, and a look at the result
DELIMITER //
CREATE PROCEDURE add_index()
BEGIN
    SET @q = 'CREATE INDEX IDX_NAME_FIRST_SCORE ON names (NAME(1) ASC, score ASC)';
    PREPARE s FROM @q;
    EXECUTE s;
    DEALLOCATE PREPARE s;
END//
DELIMITER ;
CALL add_index();
DROP PROCEDURE add_index;
SHOW INDEX FROM names;
