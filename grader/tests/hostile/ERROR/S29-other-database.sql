-- expect: ERROR denied
CREATE DATABASE other;
UPDATE items SET quantity = quantity + 1;
