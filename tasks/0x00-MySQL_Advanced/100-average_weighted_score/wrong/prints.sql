-- Prints the weighted average score of a user
CREATE PROCEDURE ComputeAverageWeightedScoreForUser(IN uid INT)
SELECT SUM(score * weight) / SUM(weight)
FROM corrections
JOIN projects ON projects.id = corrections.project_id
WHERE corrections.user_id = uid;
