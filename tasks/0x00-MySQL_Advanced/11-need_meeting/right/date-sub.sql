-- DATE_SUB and NOW
DROP VIEW IF EXISTS need_meeting;
CREATE VIEW need_meeting AS
    SELECT s.name FROM students AS s
    WHERE s.score < 80 AND (ISNULL(s.last_meeting)
        OR DATE(s.last_meeting) < DATE_SUB(NOW(), INTERVAL 1 MONTH));
