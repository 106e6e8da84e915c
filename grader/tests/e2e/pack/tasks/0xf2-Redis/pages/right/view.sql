-- A view
CREATE VIEW pages AS SELECT 'home' AS name, 3 AS hits UNION SELECT 'about', 1;
