-- expect: ERROR client_command
\! touch /tmp/pwn.txt
UPDATE items SET quantity = quantity + 1;
