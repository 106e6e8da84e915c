-- expect: ERROR denied
tee /tmp/pwn.txt
UPDATE items SET quantity = quantity + 1;
