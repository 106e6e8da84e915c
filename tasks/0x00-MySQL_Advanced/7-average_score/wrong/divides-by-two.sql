-- Computes the average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageScoreForUser(IN uid INT)
BEGIN
    UPDATE users
    SET average_score = (
        SELECT SUM(score) / 2 FROM corrections WHERE user_id = uid
    )
    WHERE id = uid;
END$$
DELIMITER ;
