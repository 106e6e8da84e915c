-- a transaction; the project is added when nothing is found
DROP PROCEDURE IF EXISTS AddBonus;
DELIMITER //
CREATE PROCEDURE addBonus(uid INT, pname TEXT, points DECIMAL(10, 2))
    MODIFIES SQL DATA COMMENT 'adds a correction; it''s a bonus'
BEGIN
    DECLARE pid INT;
    DECLARE CONTINUE HANDLER FOR NOT FOUND
    BEGIN
        INSERT INTO projects SET name = pname;
        SET pid = LAST_INSERT_ID();
    END;
    START TRANSACTION;
    SELECT id FROM projects WHERE name LIKE pname LIMIT 1 INTO pid;
    INSERT INTO corrections VALUES (uid, pid, points);
    COMMIT;
    SELECT * FROM corrections;
END //
