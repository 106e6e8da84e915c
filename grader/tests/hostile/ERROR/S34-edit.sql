-- expect: ERROR denied
edit
UPDATE items SET quantity = quantity + 1;
