-- Creates the index idx_name_first_score on the first letter of names.name
-- and on names.score.
CREATE INDEX idx_name_first_score ON names (name(1), score);
