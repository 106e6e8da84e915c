-- Creates an index on the first letter
CREATE INDEX first_letter ON names (name(1));
