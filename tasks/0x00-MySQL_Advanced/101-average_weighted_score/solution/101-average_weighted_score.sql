-- Creates the procedure ComputeAverageWeightedScoreForUsers, which stores the
-- weighted mean of every user's scores in users.average_score.
DELIMITER $$

CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    -- The sub-query is worked out once for each user, with that user's id.
    UPDATE users
    SET average_score = (
        SELECT SUM(corrections.score * projects.weight) / SUM(projects.weight)
        FROM corrections
        JOIN projects ON projects.id = corrections.project_id
        WHERE corrections.user_id = users.id
    );
END$$

DELIMITER ;
