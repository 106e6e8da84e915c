-- expect: ERROR denied
DROP DATABASE sys;
UPDATE items SET quantity = quantity + 1;
