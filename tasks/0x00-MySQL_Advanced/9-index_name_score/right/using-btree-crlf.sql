-- two columns
create index idx_name_first_score using btree on names(name(1),score)