-- Computes the weighted average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUser(IN user_id INT)
BEGIN
    SELECT IFNULL(@total, 0) + SUM(score * weight),
        IFNULL(@weights, 0) + SUM(weight)
    INTO @total, @weights
    FROM corrections JOIN projects ON projects.id = corrections.project_id
    WHERE corrections.user_id = user_id;
    UPDATE users SET average_score = @total / @weights WHERE id = user_id;
END$$
DELIMITER ;
