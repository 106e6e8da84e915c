-- Adds a correction
DELIMITER $$
CREATE PROCEDURE AddBonus(IN user_id INT, IN name VARCHAR(255), IN score INT)
BEGIN
    DECLARE project INT;

    SELECT id INTO project FROM projects WHERE name = name LIMIT 1;
    IF project IS NULL THEN
        INSERT INTO projects (name) VALUES (name);
        SET project = LAST_INSERT_ID();
    END IF;
    INSERT INTO corrections (user_id, project_id, score)
    VALUES (user_id, project, score);
END$$
DELIMITER ;
