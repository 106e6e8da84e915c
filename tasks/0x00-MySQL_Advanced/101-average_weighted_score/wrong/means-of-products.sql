-- Computes the weighted average scores of all users
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    UPDATE users
    SET average_score = (
        SELECT AVG(score * weight)
        FROM corrections
        JOIN projects ON projects.id = corrections.project_id
        WHERE corrections.user_id = users.id
    );
END$$
DELIMITER ;
