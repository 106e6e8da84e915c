-- Both indexes, each in its own statement
CREATE INDEX idx_name_first ON names (name(1));
CREATE INDEX idx_name_first_score ON names (name(1), score);
