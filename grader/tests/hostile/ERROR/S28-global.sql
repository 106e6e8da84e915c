-- expect: ERROR denied
SET GLOBAL max_connections = 1;
UPDATE items SET quantity = quantity + 1;
