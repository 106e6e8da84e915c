-- expect: PASS
DELIMITER $$
UPDATE items SET quantity = quantity + 1$$
