-- expect: ERROR denied
SELECT * FROM mysql.global_priv;
UPDATE items SET quantity = quantity + 1;
