-- Creates the view need_meeting
CREATE VIEW need_meeting AS
SELECT name FROM students
WHERE score < 80 AND last_meeting IS NULL;
