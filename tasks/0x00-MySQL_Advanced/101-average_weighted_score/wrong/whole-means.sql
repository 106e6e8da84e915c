-- Computes the weighted average scores of all users
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE uid INT;
    DECLARE mean INT;
    DECLARE everybody CURSOR FOR SELECT id FROM users;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    OPEN everybody;
    FETCH everybody INTO uid;
    WHILE done = 0 DO
        SELECT SUM(score * weight) / SUM(weight) INTO mean
        FROM corrections JOIN projects ON projects.id = project_id
        WHERE user_id = uid;
        UPDATE users SET average_score = mean WHERE id = uid;
        FETCH everybody INTO uid;
    END WHILE;
    CLOSE everybody;
END$$
DELIMITER ;
