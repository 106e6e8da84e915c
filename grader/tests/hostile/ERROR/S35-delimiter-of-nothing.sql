-- expect: ERROR parse
DELIMITER
UPDATE items SET quantity = quantity + 1;
