-- expect: ERROR denied
SELECT 'x' INTO DUMPFILE '/tmp/pwn.txt';
UPDATE items SET quantity = quantity + 1;
