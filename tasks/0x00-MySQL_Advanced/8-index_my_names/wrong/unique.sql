-- Creates an index on the first letter
CREATE UNIQUE INDEX idx_name_first ON names (name(1));
