-- expect: ERROR client_command
tee /tmp/pwn.txt
UPDATE items SET quantity = quantity + 1;
