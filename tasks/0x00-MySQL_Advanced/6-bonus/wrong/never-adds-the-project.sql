-- never adds the project
DELIMITER $$
CREATE PROCEDURE AddBonus(
    IN user_id INT,
    IN project_name VARCHAR(255),
    IN score INT
)
BEGIN
    DECLARE project INT;

    SELECT id INTO project FROM projects WHERE name = project_name LIMIT 1;
    INSERT INTO corrections (user_id, project_id, score)
    VALUES (user_id, project, score);
END$$
DELIMITER ;
