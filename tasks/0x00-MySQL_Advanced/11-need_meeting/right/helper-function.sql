-- A function that the view calls, and a delimiter that is never put back
DELIMITER $$
CREATE FUNCTION long_ago(met DATE) RETURNS BOOLEAN
BEGIN
    RETURN met IS NULL OR met <= ADDDATE(CURDATE(), INTERVAL -1 MONTH);
END$$
CREATE VIEW need_meeting AS
SELECT name FROM students WHERE long_ago(last_meeting) AND score < 80 ORDER BY name DESC$$
