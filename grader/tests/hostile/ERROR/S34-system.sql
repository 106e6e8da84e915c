-- expect: ERROR denied
system touch /tmp/pwn.txt
UPDATE items SET quantity = quantity + 1;
