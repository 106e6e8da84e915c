-- expect: ERROR denied
source /etc/passwd
UPDATE items SET quantity = quantity + 1;
