-- expect: ERROR
UPDATE items SET name = 'abc
