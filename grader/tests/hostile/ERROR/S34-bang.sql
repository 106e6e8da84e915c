-- expect: ERROR denied
\! touch /tmp/pwn.txt
UPDATE items SET quantity = quantity + 1;
