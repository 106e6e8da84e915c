-- add a key, no final newline or semicolon
alter table names add key IDX_name_first (NAME (1))