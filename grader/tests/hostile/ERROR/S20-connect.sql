-- expect: ERROR sql
CREATE TABLE f (a CHAR(200)) ENGINE = CONNECT TABLE_TYPE = DOS FILE_NAME = '/etc/passwd';
UPDATE items SET quantity = quantity + 1;
