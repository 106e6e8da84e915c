-- Leaves a view behind
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    CREATE OR REPLACE VIEW weighted_means AS
        SELECT user_id, SUM(score * weight) / SUM(weight) AS mean
        FROM corrections, projects
        WHERE project_id = id
        GROUP BY user_id;
    UPDATE users SET average_score =
        (SELECT mean FROM weighted_means WHERE user_id = users.id);
END;
$$
DELIMITER ;
