-- Computes the average score of a user
CREATE FUNCTION ComputeAverageScoreForUser(uid INT) RETURNS FLOAT
RETURN (SELECT AVG(score) FROM corrections WHERE user_id = uid);
