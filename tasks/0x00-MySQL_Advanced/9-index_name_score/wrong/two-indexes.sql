-- Creates an index on the first letter of name and the score
ALTER TABLE names ADD INDEX idx_name_first_score (name(1)),
    ADD INDEX idx_score (score);
