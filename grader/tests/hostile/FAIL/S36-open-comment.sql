-- expect: FAIL
SELECT 1;
/* never closed
UPDATE items SET quantity = quantity + 1;
