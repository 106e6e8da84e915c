-- expect: FAIL
XA START 'x';
UPDATE items SET quantity = 99;
XA END 'x';
XA PREPARE 'x';
