-- Creates an index on the first letter
CREATE INDEX idx_name_first ON names (score);
