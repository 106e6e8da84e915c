-- Computes the weighted average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUser(IN user_id INT)
BEGIN
    DECLARE total INT;
    DECLARE weights INT;
    SELECT SUM(score * weight), SUM(weight) INTO total, weights
    FROM corrections JOIN projects ON projects.id = corrections.project_id
    WHERE corrections.user_id = user_id;
    UPDATE users SET average_score = total / weights WHERE id = user_id;
END$$
DELIMITER ;
