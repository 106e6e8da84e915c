-- expect: PASS
UPDATE items SET quantity = quantity + 1;
XA START 'x';
SELECT 1;
XA END 'x';
XA PREPARE 'x'
