-- a table of ids
CREATE TABLE IF NOT EXISTS ids (id CHAR(36), name VARCHAR(20));
DELIMITER //
CREATE PROCEDURE new_id(n VARCHAR(20))
BEGIN
    SET @id = UUID();
    INSERT INTO ids VALUES (@id, n);
    SELECT id FROM ids WHERE id = @id;
END
//
