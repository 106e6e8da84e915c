-- expect: ERROR sql
DELIMITER '
UPDATE items SET quantity = quantity + 1'
