-- Computes the average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageScoreForUser(IN uid INT)
BEGIN
    UPDATE users
    SET average_score = (SELECT AVG(score) FROM corrections WHERE user_id = uid)
    WHERE id = uid AND average_score = 0;
END$$
DELIMITER ;
