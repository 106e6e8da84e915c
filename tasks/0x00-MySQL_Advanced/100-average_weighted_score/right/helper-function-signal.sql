-- a function does the sums; unknown users are refused
DELIMITER //
CREATE FUNCTION weighted(uid INT) RETURNS FLOAT READS SQL DATA
BEGIN
    DECLARE m FLOAT;
    WITH x AS (SELECT score * weight AS sw, weight AS w FROM corrections, projects
               WHERE project_id = id AND user_id = uid)
    SELECT SUM(sw) / NULLIF(SUM(w), 0) INTO m FROM x;
    RETURN m;
END//
DROP PROCEDURE IF EXISTS ComputeAverageWeightedScoreForUser//
CREATE PROCEDURE ComputeAverageWeightedScoreForUser(IN uid INT)
BEGIN
    IF NOT EXISTS (SELECT 1 FROM users WHERE id = uid) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'there''s no such user';
    END IF;
    START TRANSACTION;
    UPDATE users SET average_score = IFNULL(ROUND(weighted(id), 2), 0) WHERE id = uid;
    COMMIT;
END//
DELIMITER ;
---------- the end ----------
