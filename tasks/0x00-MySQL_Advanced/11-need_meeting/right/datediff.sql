-- DATEDIFF, and a NULL that becomes a day long ago
CREATE OR REPLACE VIEW need_meeting (name) AS
SELECT name FROM students
WHERE score < 80 AND DATEDIFF(CURDATE(), IFNULL(last_meeting, '1970-01-01')) > 31
