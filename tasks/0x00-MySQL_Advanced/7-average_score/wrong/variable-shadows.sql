-- Computes the average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageScoreForUser(IN uid INT)
BEGIN
    DECLARE score FLOAT DEFAULT 0;
    SELECT AVG(score) INTO score FROM corrections WHERE user_id = uid;
    UPDATE users SET average_score = score WHERE id = uid;
END$$
DELIMITER ;
