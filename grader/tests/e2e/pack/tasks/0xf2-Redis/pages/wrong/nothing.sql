-- Only the table
CREATE TABLE pages (name VARCHAR(20), hits INT);
