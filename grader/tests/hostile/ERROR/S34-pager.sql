-- expect: ERROR denied
pager sh
UPDATE items SET quantity = quantity + 1;
