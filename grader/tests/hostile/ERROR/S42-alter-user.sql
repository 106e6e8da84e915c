-- expect: ERROR denied|sql
ALTER USER CURRENT_USER IDENTIFIED BY 'x';
UPDATE items SET quantity = quantity + 1;
