-- Creates an index on the first letter
CREATE FULLTEXT INDEX idx_name_first ON names (name);
