-- expect: ERROR denied
CREATE DEFINER=root@localhost PROCEDURE p() SELECT * FROM mysql.global_priv;
CALL p();
UPDATE items SET quantity = quantity + 1;
