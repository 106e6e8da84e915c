-- Creates an index on the first letter and the score
DROP INDEX idx_name_first ON names;
CREATE INDEX idx_name_first_score ON names (name(1), score);
