-- Index
CREATE INDEX idx_name_first USING BTREE ON names(name(1) ASC);
