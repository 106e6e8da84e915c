-- Creates an index on the first letter
CREATE TABLE names (
    name VARCHAR(255),
    score INT
);
CREATE INDEX idx_name_first ON names (name(1));
