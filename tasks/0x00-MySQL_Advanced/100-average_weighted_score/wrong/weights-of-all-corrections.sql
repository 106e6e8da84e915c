-- Computes the weighted average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUser(IN uid INT)
BEGIN
    UPDATE users
    SET average_score = (
        SELECT SUM(score * weight)
        FROM corrections
        JOIN projects ON projects.id = corrections.project_id
        WHERE corrections.user_id = uid
    ) / (
        SELECT SUM(weight)
        FROM corrections
        JOIN projects ON projects.id = corrections.project_id
    )
    WHERE id = uid;
END$$
DELIMITER ;
