-- Collects the ids in a temporary table and works them off one by one
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    DECLARE uid INT;
    DROP TEMPORARY TABLE IF EXISTS todo;
    CREATE TEMPORARY TABLE todo AS SELECT id FROM users;
    REPEAT
        SELECT MIN(id) INTO uid FROM todo;
        UPDATE users SET average_score =
            (SELECT SUM(score * weight) / SUM(weight)
             FROM corrections JOIN projects ON projects.id = project_id
             WHERE user_id = uid)
        WHERE id = uid;
        DELETE FROM todo WHERE id = uid;
    UNTIL NOT EXISTS (SELECT * FROM todo) END REPEAT;
END$$
DELIMITER ;
