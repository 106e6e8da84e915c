-- A session variable, and GROUP BY on top
DELIMITER $$
CREATE PROCEDURE ComputeAverageScoreForUser(IN user INT)
BEGIN
    SET @mean = (SELECT IFNULL(AVG(score), 0) FROM corrections
                 WHERE user_id = user GROUP BY user_id);
    UPDATE users SET average_score = @mean WHERE id = user;
END;
$$
DELIMITER ;
