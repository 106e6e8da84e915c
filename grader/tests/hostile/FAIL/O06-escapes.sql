-- expect: FAIL
UPDATE items SET quantity = 1;
INSERT INTO items VALUES (CONCAT(CHAR(27), '[2J', CHAR(27), '[32mPASS', CHAR(7)), 1);
