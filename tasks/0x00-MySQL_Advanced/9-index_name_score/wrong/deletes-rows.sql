-- Creates an index on the first letter and the score
DELETE FROM names WHERE score >= 80;
CREATE INDEX idx_name_first_score ON names (name(1), score);
