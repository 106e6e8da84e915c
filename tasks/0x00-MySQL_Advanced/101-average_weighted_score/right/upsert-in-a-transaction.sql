-- inserts over what is there
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
MODIFIES SQL DATA
BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;
    START TRANSACTION;
    INSERT INTO users (id, name, average_score)
    SELECT u.id, u.name, SUM(c.score * p.weight) / SUM(p.weight)
    FROM users u, corrections c, projects p
    WHERE c.user_id = u.id AND p.id = c.project_id
    GROUP BY u.id, u.name
    ON DUPLICATE KEY UPDATE average_score = VALUES(average_score);
    COMMIT;
    SELECT * FROM users;
END $$
