-- Computes the weighted average scores of all users
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    DECLARE done INT DEFAULT 0;
    SET done = 0;
    DECLARE uid INT;
    DECLARE everybody CURSOR FOR SELECT id FROM users;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    OPEN everybody;
    FETCH everybody INTO uid;
    WHILE done = 0 DO
        UPDATE users
        SET average_score = (
            SELECT SUM(score * weight) / SUM(weight)
            FROM corrections JOIN projects ON projects.id = project_id
            WHERE user_id = uid
        )
        WHERE id = uid;
        FETCH everybody INTO uid;
    END WHILE;
    CLOSE everybody;
END$$
DELIMITER ;
