-- Computes the weighted average scores of all users
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    UPDATE users
    SET average_score = (SELECT AVG(score) FROM corrections
                         WHERE corrections.user_id = users.id);
END$$
DELIMITER ;
