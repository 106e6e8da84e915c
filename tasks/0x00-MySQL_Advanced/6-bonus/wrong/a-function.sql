-- a function
DELIMITER $$
CREATE FUNCTION AddBonus(
    user_id INT,
    project_name VARCHAR(255),
    score INT
) RETURNS INT
BEGIN
    DECLARE project INT;

    SELECT id INTO project FROM projects WHERE name = project_name LIMIT 1;
    IF project IS NULL THEN
        INSERT INTO projects (name) VALUES (project_name);
        SET project = LAST_INSERT_ID();
    END IF;
    INSERT INTO corrections (user_id, project_id, score)
    VALUES (user_id, project, score);
    RETURN 1;
END$$
DELIMITER ;
