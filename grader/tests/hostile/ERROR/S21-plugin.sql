-- expect: ERROR denied
INSTALL SONAME 'ha_connect';
UPDATE items SET quantity = quantity + 1;
