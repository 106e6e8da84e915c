-- expect: ERROR denied
connect mysql 127.0.0.1
UPDATE items SET quantity = quantity + 1;
