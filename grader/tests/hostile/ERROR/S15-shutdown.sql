-- expect: ERROR denied
SHUTDOWN;
UPDATE items SET quantity = quantity + 1;
