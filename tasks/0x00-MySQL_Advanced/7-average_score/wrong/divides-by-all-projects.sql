-- Computes the average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageScoreForUser(IN uid INT)
BEGIN
    UPDATE users
    SET average_score = (SELECT SUM(score) FROM corrections WHERE user_id = uid)
        / (SELECT COUNT(*) FROM projects)
    WHERE id = uid;
END$$
DELIMITER ;
