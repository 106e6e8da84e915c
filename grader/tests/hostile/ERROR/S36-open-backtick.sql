-- expect: ERROR sql
UPDATE items SET name = `x
