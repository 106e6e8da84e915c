-- Computes the weighted average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUser(IN user_id INT)
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE project INT;
    DECLARE one_weight INT;
    DECLARE product FLOAT;
    DECLARE total FLOAT DEFAULT 0;
    DECLARE weights INT DEFAULT 0;
    DECLARE cur CURSOR FOR SELECT id, weight FROM projects;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    OPEN cur;
    FETCH cur INTO project, one_weight;
    WHILE NOT done DO
        SELECT score * one_weight INTO product FROM corrections
        WHERE corrections.user_id = user_id AND project_id = project;
        SET total = total + product;
        SET weights = weights + one_weight;
        FETCH cur INTO project, one_weight;
    END WHILE;
    CLOSE cur;
    UPDATE users SET average_score = total / weights WHERE id = user_id;
END$$
DELIMITER ;
