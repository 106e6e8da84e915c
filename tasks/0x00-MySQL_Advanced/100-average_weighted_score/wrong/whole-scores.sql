-- Computes the weighted average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUser(IN user_id INT)
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE one_score INT;
    DECLARE one_weight INT;
    DECLARE total FLOAT DEFAULT 0;
    DECLARE weights INT DEFAULT 0;
    DECLARE cur CURSOR FOR
        SELECT score, weight FROM corrections
        JOIN projects ON projects.id = corrections.project_id
        WHERE corrections.user_id = user_id;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    OPEN cur;
    FETCH cur INTO one_score, one_weight;
    WHILE done = 0 DO
        SET total = total + one_score * one_weight;
        SET weights = weights + one_weight;
        FETCH cur INTO one_score, one_weight;
    END WHILE;
    CLOSE cur;
    UPDATE users SET average_score = total / weights WHERE id = user_id;
END$$
DELIMITER ;
