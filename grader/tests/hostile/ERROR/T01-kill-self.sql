-- expect: ERROR sql
KILL CONNECTION_ID();
UPDATE items SET quantity = quantity + 1;
