-- Computes the weighted average scores of all users
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE uid INT;
    DECLARE everybody CURSOR FOR SELECT id FROM users;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    OPEN everybody;
    FETCH everybody INTO uid;
    WHILE done = 0 DO
        CALL ComputeAverageWeightedScoreForUser(uid);
        FETCH everybody INTO uid;
    END WHILE;
    CLOSE everybody;
END$$
DELIMITER ;
