-- One row
CREATE TABLE pages (name VARCHAR(20), hits INT);
INSERT INTO pages VALUES ('home', 3);
