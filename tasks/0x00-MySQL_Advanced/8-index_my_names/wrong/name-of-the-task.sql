-- Creates an index on the first letter
CREATE INDEX my_names ON names (name(1));
