-- Computes the weighted average scores of all users
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
BEGIN
    UPDATE users u
    JOIN (
        SELECT users.name, SUM(score * weight) / SUM(weight) AS mean
        FROM users
        JOIN corrections ON corrections.user_id = users.id
        JOIN projects ON projects.id = corrections.project_id
        GROUP BY users.name
    ) m ON m.name = u.name
    SET u.average_score = m.mean;
END$$
DELIMITER ;
