-- A mistake in the middle
CREATE TABLE pages (name VARCHAR(20), hits INT);
INSERT INTO pages VALUES ('home', 3);
INSERT INTO page VALUES ('about', 1);
