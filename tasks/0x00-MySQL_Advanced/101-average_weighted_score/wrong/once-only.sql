-- Computes the weighted average scores of all users
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    UPDATE users
    SET average_score = (
        SELECT SUM(score * weight) / SUM(weight)
        FROM corrections
        JOIN projects ON projects.id = corrections.project_id
        WHERE corrections.user_id = users.id
    )
    WHERE average_score = 0;
END$$
DELIMITER ;
