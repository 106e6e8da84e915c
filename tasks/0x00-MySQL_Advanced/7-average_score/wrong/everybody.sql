-- Computes the average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageScoreForUser(IN uid INT)
BEGIN
    UPDATE users
    SET average_score = (
        SELECT AVG(score) FROM corrections WHERE user_id = users.id
    );
END$$
DELIMITER ;
