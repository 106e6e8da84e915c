-- Computes the average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageScoreForUser(IN uid INT)
BEGIN
    DECLARE who VARCHAR(255);
    SELECT name INTO who FROM users WHERE id = uid;
    UPDATE users
    SET average_score = (SELECT AVG(score) FROM corrections WHERE user_id = uid)
    WHERE name = who;
END$$
DELIMITER ;
