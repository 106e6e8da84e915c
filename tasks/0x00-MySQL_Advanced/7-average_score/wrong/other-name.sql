-- Computes the average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageScore(IN user_id INT)
BEGIN
    UPDATE users
    SET average_score = (SELECT AVG(score) FROM corrections
                         WHERE corrections.user_id = user_id)
    WHERE id = user_id;
END$$
DELIMITER ;
