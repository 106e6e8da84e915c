-- Walks over the users and calls a procedure for one, which it brings along
DELIMITER //
DROP PROCEDURE IF EXISTS ComputeAverageWeightedScoreForUser//
CREATE PROCEDURE ComputeAverageWeightedScoreForUser(IN p_user INT)
BEGIN
    DECLARE mean DECIMAL(10, 2);
    SELECT SUM(c.score * p.weight) / SUM(p.weight) INTO mean
    FROM corrections c JOIN projects p ON p.id = c.project_id
    WHERE c.user_id = p_user;
    UPDATE users SET average_score = IFNULL(mean, 0) WHERE id = p_user;
END//

DROP PROCEDURE IF EXISTS ComputeAverageWeightedScoreForUsers//
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    DECLARE done BOOLEAN DEFAULT FALSE;
    DECLARE uid INT;
    DECLARE everybody CURSOR FOR SELECT id FROM users;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
    OPEN everybody;
    each_user: LOOP
        FETCH everybody INTO uid;
        IF done THEN LEAVE each_user; END IF;
        CALL ComputeAverageWeightedScoreForUser(uid);
    END LOOP each_user;
    CLOSE everybody;
END//
