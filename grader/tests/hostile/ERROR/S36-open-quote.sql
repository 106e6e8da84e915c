-- expect: ERROR sql
UPDATE items SET name = 'abc
