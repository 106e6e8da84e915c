-- Adds a correction
DELIMITER $$
CREATE PROCEDURE AddBonus(IN user_id INT, IN project_name VARCHAR(255), IN score INT)
BEGIN
    DECLARE project INT;

    SELECT id INTO project FROM projects WHERE name = project_name LIMIT 1;
    IF project IS NULL THEN
        INSERT INTO projects (name) VALUES (project_name);
        SET project = LAST_INSERT_ID();
    END IF;
    DELETE FROM corrections
    WHERE corrections.user_id = user_id AND project_id = project;
    INSERT INTO corrections (user_id, project_id, score)
    VALUES (user_id, project, score);
END$$
DELIMITER ;
