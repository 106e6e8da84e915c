-- expect: ERROR client_command
source /etc/passwd
UPDATE items SET quantity = quantity + 1;
