-- Creates an index on the first letter and the score
CREATE INDEX idx_name_first_score ON names (name(2), score);
