-- expect: ERROR denied
SELECT 'x' INTO OUTFILE '/tmp/pwn.txt';
UPDATE items SET quantity = quantity + 1;
