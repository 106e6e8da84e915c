-- Twice
CREATE TABLE pages (name VARCHAR(20), hits INT);
INSERT INTO pages VALUES ('home', 6), ('about', 2);
