-- Creates the procedure ComputeAverageScoreForUser, which stores the mean of
-- a user's scores in users.average_score.
DELIMITER $$

CREATE PROCEDURE ComputeAverageScoreForUser(IN user_id INT)
BEGIN
    -- The parameter has the name of a column: corrections.user_id is the
    -- column, user_id alone is the parameter.
    UPDATE users
    SET average_score = (
        SELECT AVG(corrections.score)
        FROM corrections
        WHERE corrections.user_id = user_id
    )
    WHERE users.id = user_id;
END$$

DELIMITER ;
