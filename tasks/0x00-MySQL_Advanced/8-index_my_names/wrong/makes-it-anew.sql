-- Creates an index on the first letter
DROP TABLE IF EXISTS names;
CREATE TABLE names (
    name VARCHAR(255),
    score INT,
    INDEX idx_name_first (name(1))
);
