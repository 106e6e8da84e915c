-- Creates an index on the first letter
ALTER TABLE names ADD INDEX idx_name_first (SUBSTRING(name, 1, 1));
