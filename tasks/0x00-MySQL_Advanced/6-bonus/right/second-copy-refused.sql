-- brings tables that are there, and a second copy that is refused
CREATE TABLE IF NOT EXISTS projects (id INT PRIMARY KEY, name VARCHAR(255));
DELIMITER $$
CREATE PROCEDURE AddBonus(IN user_id INT, IN project_name VARCHAR(100), IN score FLOAT)
BEGIN
    DECLARE project INT;

    SELECT id INTO project FROM projects WHERE name = project_name LIMIT 1;
    IF project IS NULL THEN
        INSERT INTO projects (name) VALUES (project_name);
        SET project = LAST_INSERT_ID();
    END IF;
    INSERT INTO corrections (user_id, project_id, score)
    VALUES (user_id, project, score);
END$$
CREATE PROCEDURE AddBonus(IN user_id INT, IN project_name VARCHAR(100), IN score FLOAT)
BEGIN
    SELECT 1;
END$$
DELIMITER ;
