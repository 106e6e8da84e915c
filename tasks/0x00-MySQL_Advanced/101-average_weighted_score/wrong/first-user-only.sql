-- Computes the weighted average scores of all users
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    DECLARE uid INT;
    DECLARE everybody CURSOR FOR SELECT id FROM users;
    OPEN everybody;
    FETCH everybody INTO uid;
    UPDATE users
    SET average_score = (
        SELECT SUM(score * weight) / SUM(weight)
        FROM corrections JOIN projects ON projects.id = project_id
        WHERE user_id = uid
    )
    WHERE id = uid;
    CLOSE everybody;
END$$
DELIMITER ;
