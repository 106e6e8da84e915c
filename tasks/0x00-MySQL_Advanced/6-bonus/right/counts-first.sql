-- counts, then looks the number up
DELIMITER //
DROP PROCEDURE IF EXISTS AddBonus;
CREATE PROCEDURE AddBonus (IN uid INTEGER, IN pname TEXT, IN points FLOAT)
BEGIN
    IF (SELECT COUNT(*) FROM projects WHERE name = pname) = 0 THEN
        INSERT INTO projects (name) VALUES (pname);
    END IF;
    INSERT INTO corrections (user_id, project_id, score)
    VALUES (uid, (SELECT id FROM projects WHERE name = pname), points);
END //
DELIMITER ;
