-- Computes the weighted average scores of all users
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    DECLARE @uid INT;
    DECLARE everybody CURSOR LOCAL FOR SELECT id FROM users;
    OPEN everybody;
    FETCH NEXT FROM everybody INTO @uid;
    WHILE @@FETCH_STATUS = 0
    BEGIN
        UPDATE users
        SET average_score = (
            SELECT SUM(score * weight) / SUM(weight)
            FROM corrections JOIN projects ON projects.id = project_id
            WHERE user_id = @uid
        )
        WHERE id = @uid;
        FETCH NEXT FROM everybody INTO @uid;
    END;
    CLOSE everybody;
END$$
DELIMITER ;
