-- the long way round
DELIMITER //
CREATE PROCEDURE ComputeAverageScoreForUser(uid BIGINT)
work: BEGIN
    DECLARE one, n, total INT DEFAULT 0;
    DECLARE done BOOL DEFAULT FALSE;
    DECLARE c CURSOR FOR SELECT s FROM mine;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
    DROP TEMPORARY TABLE IF EXISTS mine;
    CREATE TEMPORARY TABLE mine
        WITH x AS (SELECT score AS s FROM corrections WHERE user_id = uid)
        SELECT s FROM x;
    IF NOT EXISTS (SELECT 1 FROM mine) THEN LEAVE work; END IF;
    OPEN c;
    rows_of: LOOP
        FETCH c INTO one;
        IF done THEN LEAVE rows_of; END IF;
        SET total = total + one, n = n + 1;
    END LOOP rows_of;
    CLOSE c;
    START TRANSACTION;
    UPDATE users SET average_score = total / n WHERE id = uid;
    COMMIT;
    SELECT * FROM users;
END work //
DELIMITER ;
