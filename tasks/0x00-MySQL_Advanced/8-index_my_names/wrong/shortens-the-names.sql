-- Creates an index on the first letter
UPDATE names SET name = LEFT(name, 1);
CREATE INDEX idx_name_first ON names (name(1));
