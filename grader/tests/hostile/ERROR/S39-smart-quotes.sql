-- expect: ERROR sql
UPDATE items SET name = ‘x’, quantity = quantity + 1;
