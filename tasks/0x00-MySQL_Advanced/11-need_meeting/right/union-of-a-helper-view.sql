-- two views, one of which is a helper
CREATE OR REPLACE VIEW low_scores AS SELECT * FROM students WHERE score <= 79;
CREATE OR REPLACE ALGORITHM = UNDEFINED DEFINER = CURRENT_USER SQL SECURITY DEFINER
VIEW `need_meeting` (`name`) AS
SELECT s.name FROM low_scores AS s WHERE ISNULL(s.last_meeting)
UNION ALL
SELECT s.name FROM low_scores AS s
WHERE ADDDATE(s.last_meeting, INTERVAL 1 MONTH) < NOW()
