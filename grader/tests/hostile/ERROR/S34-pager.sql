-- expect: ERROR client_command
pager sh
UPDATE items SET quantity = quantity + 1;
