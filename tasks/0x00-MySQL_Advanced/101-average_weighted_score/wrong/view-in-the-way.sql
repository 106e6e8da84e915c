-- Computes the weighted average scores of all users
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    CREATE VIEW weighted_means AS
        SELECT user_id, SUM(score * weight) / SUM(weight) AS mean
        FROM corrections JOIN projects ON projects.id = project_id
        GROUP BY user_id;
    UPDATE users JOIN weighted_means ON weighted_means.user_id = users.id
    SET users.average_score = weighted_means.mean;
END$$
DELIMITER ;
