-- Adds a correction
DELIMITER $$
CREATE PROCEDURE AddBonus(IN user_id INT, IN project_name VARCHAR(255), IN score INT)
BEGIN
    DECLARE project INT;

    SELECT id INTO project FROM projects WHERE name = project_name LIMIT 1;
    IF project IS NULL THEN
        INSERT INTO projects (name) VALUES (project_name);
        SET project = (SELECT COUNT(*) FROM projects);
    END IF;
    INSERT INTO corrections (user_id, project_id, score)
    VALUES (user_id, project, score);
END$$
DELIMITER ;
