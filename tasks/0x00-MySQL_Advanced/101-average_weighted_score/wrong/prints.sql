-- Prints the weighted average scores
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
SELECT user_id, SUM(score * weight) / SUM(weight)
FROM corrections
JOIN projects ON projects.id = corrections.project_id
GROUP BY user_id;
