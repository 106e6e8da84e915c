-- Sum and count, with a guard against zero rows
DELIMITER |
CREATE PROCEDURE ComputeAverageScoreForUser (user_id INT)
BEGIN
  DECLARE total INT DEFAULT 0;
  DECLARE n INT DEFAULT 0;
  SELECT SUM(score), COUNT(*) INTO total, n
    FROM corrections AS c WHERE c.user_id = user_id;
  IF n > 0 THEN
    UPDATE users SET average_score = total / n WHERE id = user_id;
  ELSE
    UPDATE users SET average_score = 0 WHERE id = user_id;
  END IF;
END |
DELIMITER ;
