-- Creates an index on the first letter
CREATE INDEX idx_name_first ON names (name(1));
SHOW INDEX FROM names;
SELECT COUNT(name) FROM names WHERE name LIKE 'a%';
