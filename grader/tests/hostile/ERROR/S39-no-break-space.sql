-- expect: ERROR sql
UPDATE items SET quantity = quantity + 1;
