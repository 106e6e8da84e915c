-- expect: ERROR denied
CREATE EVENT boom ON SCHEDULE EVERY 1 SECOND DO DELETE FROM items;
UPDATE items SET quantity = quantity + 1;
