-- a table of ids
CREATE TABLE IF NOT EXISTS ids (id CHAR(36), name VARCHAR(20));
DELIMITER //
CREATE PROCEDURE new_id(n VARCHAR(20))
BEGIN
    DECLARE fresh CHAR(36) DEFAULT UUID();
    INSERT INTO ids VALUES (fresh, n);
    SELECT fresh AS id;
END
//
