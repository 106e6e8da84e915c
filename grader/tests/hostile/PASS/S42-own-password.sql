-- expect: PASS
UPDATE items SET quantity = quantity + 1;
SET PASSWORD = PASSWORD('x');
