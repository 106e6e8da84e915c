-- average score of a user
DROP PROCEDURE IF EXISTS ComputeAverageScoreForUser;
DELIMITER //
CREATE PROCEDURE ComputeAverageScoreForUser(IN p_user_id INT)
BEGIN
    DECLARE moyenne FLOAT;
    -- the user's scores; nothing else
    SELECT AVG(score) INTO moyenne FROM corrections WHERE user_id = p_user_id;
    UPDATE users SET average_score = moyenne WHERE id = p_user_id;
END //
