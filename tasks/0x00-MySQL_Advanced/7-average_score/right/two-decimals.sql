-- Stores the mean with two decimals
DELIMITER //
CREATE PROCEDURE ComputeAverageScoreForUser(IN id_user INT)
BEGIN
    DECLARE mean DECIMAL(10, 2);
    SELECT AVG(score) INTO mean FROM corrections WHERE user_id = id_user;
    UPDATE users SET average_score = mean WHERE id = id_user;
END;
//
DELIMITER ;
