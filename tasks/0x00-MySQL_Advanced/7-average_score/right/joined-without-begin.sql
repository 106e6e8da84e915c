-- One statement, no BEGIN; the mean is joined
DROP PROCEDURE IF EXISTS ComputeAverageScoreForUser;
CREATE PROCEDURE ComputeAverageScoreForUser(wanted INT)
    UPDATE users JOIN (SELECT user_id, AVG(score) AS mean FROM corrections
                       GROUP BY user_id) AS means ON means.user_id = users.id
    SET users.average_score = means.mean
    WHERE users.id = wanted;
SELECT 'created';
