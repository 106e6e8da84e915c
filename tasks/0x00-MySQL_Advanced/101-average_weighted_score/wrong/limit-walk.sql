-- Computes the weighted average scores of all users
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    DECLARE i INT DEFAULT 0;
    DECLARE j INT DEFAULT 1;
    DECLARE n INT;
    DECLARE uid INT;
    SELECT COUNT(*) INTO n FROM users;
    WHILE i < n DO
        SELECT id INTO uid FROM users ORDER BY id LIMIT i, j;
        UPDATE users
        SET average_score = (
            SELECT SUM(score * weight) / SUM(weight)
            FROM corrections JOIN projects ON projects.id = project_id
            WHERE user_id = uid
        )
        WHERE id = uid;
        SET i = i + 1;
        SET j = j + 1;
    END WHILE;
END$$
DELIMITER ;
