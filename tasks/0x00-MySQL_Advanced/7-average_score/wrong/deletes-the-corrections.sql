-- Computes the average score of a user, and forgets the scores
DELIMITER $$
CREATE PROCEDURE ComputeAverageScoreForUser(IN uid INT)
BEGIN
    UPDATE users
    SET average_score = (SELECT AVG(score) FROM corrections WHERE user_id = uid)
    WHERE id = uid;
    DELETE FROM corrections WHERE user_id = uid;
END$$
DELIMITER ;
