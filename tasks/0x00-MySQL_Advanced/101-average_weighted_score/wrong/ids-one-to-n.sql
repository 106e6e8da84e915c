-- Computes the weighted average scores of all users
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    DECLARE i INT DEFAULT 1;
    DECLARE n INT;
    SELECT COUNT(*) INTO n FROM users;
    WHILE i <= n DO
        UPDATE users
        SET average_score = (
            SELECT SUM(score * weight) / SUM(weight)
            FROM corrections JOIN projects ON projects.id = project_id
            WHERE user_id = i
        )
        WHERE id = i;
        SET i = i + 1;
    END WHILE;
END$$
DELIMITER ;
