-- Creates an index on the first letter of name and the score
ALTER TABLE names ADD COLUMN first_letter CHAR(1) AS (LEFT(name, 1)) STORED;
CREATE INDEX idx_name_first_score ON names (first_letter, score);
