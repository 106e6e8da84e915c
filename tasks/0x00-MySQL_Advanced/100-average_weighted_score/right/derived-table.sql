-- Joins a derived table; defined twice, the second time it stays
DELIMITER $$
CREATE PROCEDURE ComputeAverageWeightedScoreForUser(IN user_id INT)
BEGIN
    SELECT 'not finished';
END$$

DROP PROCEDURE IF EXISTS ComputeAverageWeightedScoreForUser$$
CREATE PROCEDURE ComputeAverageWeightedScoreForUser(IN user_id INT)
BEGIN
    UPDATE users AS U,
        (SELECT U.id, SUM(score * weight) / SUM(weight) AS w_avg
        FROM users AS U
        JOIN corrections AS C ON U.id = C.user_id
        JOIN projects AS P ON C.project_id = P.id
        GROUP BY U.id) AS WA
    SET U.average_score = WA.w_avg
    WHERE U.id = WA.id AND U.id = user_id;
END
$$
DELIMITER ;
