-- expect: ERROR client_command
system touch /tmp/pwn.txt
UPDATE items SET quantity = quantity + 1;
