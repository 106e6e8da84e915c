-- Computes the weighted average scores of all users
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    DECLARE done INT DEFAULT FALSE;
    DECLARE uid, w INT;
    DECLARE s FLOAT;
    DECLARE total FLOAT DEFAULT 0;
    DECLARE weights INT DEFAULT 0;
    DECLARE cur CURSOR FOR
        SELECT user_id, score, weight
        FROM corrections
        JOIN projects ON projects.id = corrections.project_id
        ORDER BY user_id;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
    OPEN cur;
    one: LOOP
        FETCH cur INTO uid, s, w;
        IF done THEN
            LEAVE one;
        END IF;
        SET total = total + s * w, weights = weights + w;
        UPDATE users SET average_score = total / weights WHERE id = uid;
    END LOOP;
    CLOSE cur;
END$$
DELIMITER ;
