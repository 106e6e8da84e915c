-- Computes the average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageScoreForUser(IN uid INT)
BEGIN
    CREATE TEMPORARY TABLE IF NOT EXISTS means AS
        SELECT AVG(score) AS mean FROM corrections WHERE user_id = uid;
    UPDATE users SET average_score = (SELECT mean FROM means) WHERE id = uid;
END$$
DELIMITER ;
