-- Computes the average score of a user
DELIMITER $$
CREATE PROCEDURE ComputeAverageScoreForUser(IN user_id INT)
BEGIN
    SELECT users.name, AVG(corrections.score) AS average_score
    FROM users JOIN corrections ON corrections.user_id = users.id
    WHERE users.id = user_id
    GROUP BY users.id;
END$$
DELIMITER ;
