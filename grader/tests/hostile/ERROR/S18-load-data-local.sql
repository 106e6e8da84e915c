-- expect: ERROR denied
LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE items;
UPDATE items SET quantity = quantity + 1;
