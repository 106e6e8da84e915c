-- Creates the view need_meeting: students who score below 80 and have not had
-- a meeting for more than a month, or never.
CREATE VIEW need_meeting AS
SELECT name
FROM students
WHERE score < 80
    AND (last_meeting IS NULL
        OR last_meeting < CURDATE() - INTERVAL 1 MONTH);
