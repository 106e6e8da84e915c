-- Computes the average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageScoreForUser(IN user_id INT)
BEGIN
    DECLARE average DECIMAL;
    SELECT AVG(score) INTO average FROM corrections AS c
    WHERE c.user_id = user_id;
    UPDATE users SET average_score = average WHERE id = user_id;
END$$
DELIMITER ;
