-- Computes the weighted average scores of all users
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    CREATE TEMPORARY TABLE means
        SELECT user_id, SUM(score * weight) / SUM(weight) AS mean
        FROM corrections
        JOIN projects ON projects.id = corrections.project_id
        GROUP BY user_id;
    UPDATE users JOIN means ON means.user_id = users.id SET average_score = mean;
END$$
DELIMITER ;
