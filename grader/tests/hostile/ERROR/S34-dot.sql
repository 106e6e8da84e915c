-- expect: ERROR denied
\. /etc/passwd
UPDATE items SET quantity = quantity + 1;
