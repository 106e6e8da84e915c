-- The other way round
CREATE TABLE pages (hits INT, name TEXT);
INSERT INTO pages (name, hits) VALUES ('about', 1);
INSERT INTO pages (name, hits) VALUES ('home', 3);
