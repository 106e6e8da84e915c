-- Creates an index on the first letter
CREATE INDEX idx_name_first ON names (name) KEY_BLOCK_SIZE = 1;
