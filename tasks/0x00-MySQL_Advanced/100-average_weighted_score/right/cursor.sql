-- Walks over the corrections; unknown users are refused
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUser(IN p_user_id INT)
BEGIN
    DECLARE done INT DEFAULT FALSE;
    DECLARE one_score, total FLOAT DEFAULT 0;
    DECLARE one_weight, weights INT DEFAULT 0;
    DECLARE cur CURSOR FOR
        SELECT c.score, p.weight FROM corrections c
        INNER JOIN projects p ON p.id = c.project_id
        WHERE c.user_id = p_user_id;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;

    IF NOT EXISTS (SELECT * FROM users WHERE id = p_user_id) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'There is no such user';
    END IF;

    OPEN cur;
    read_loop: LOOP
        FETCH cur INTO one_score, one_weight;
        IF done THEN
            LEAVE read_loop;
        END IF;
        SET total = total + one_score * one_weight;
        SET weights = weights + one_weight;
    END LOOP;
    CLOSE cur;

    UPDATE users SET average_score = IF(weights, ROUND(total / weights, 2), 0)
    WHERE id = p_user_id;
END$$
