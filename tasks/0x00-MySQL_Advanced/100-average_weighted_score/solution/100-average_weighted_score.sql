-- Creates the procedure ComputeAverageWeightedScoreForUser, which stores the
-- weighted mean of a user's scores in users.average_score.
DELIMITER $$

CREATE PROCEDURE ComputeAverageWeightedScoreForUser(IN user_id INT)
BEGIN
    -- The join leaves only the projects that this user has a correction for,
    -- so that both sums are over the same rows.
    UPDATE users
    SET average_score = (
        SELECT SUM(corrections.score * projects.weight) / SUM(projects.weight)
        FROM corrections
        JOIN projects ON projects.id = corrections.project_id
        WHERE corrections.user_id = user_id
    )
    WHERE users.id = user_id;
END$$

DELIMITER ;
