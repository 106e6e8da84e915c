-- Computes the weighted average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUser(IN uid INT)
BEGIN
    DECLARE mean INT;
    SELECT SUM(score * weight) / SUM(weight) INTO mean
    FROM corrections
    JOIN projects ON projects.id = corrections.project_id
    WHERE corrections.user_id = uid;
    UPDATE users SET average_score = mean WHERE id = uid;
END$$
DELIMITER ;
