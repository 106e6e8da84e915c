-- Creates an index on the first letter
DELETE FROM names WHERE name IS NULL;
CREATE INDEX idx_name_first ON names (name(1));
