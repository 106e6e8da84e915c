-- Buys a ticket for the opera.
UPDATE tickets SET rest = rest - 1 WHERE name = 'opera' AND rest > 0;
INSERT INTO sales (name) SELECT 'opera' FROM DUAL WHERE ROW_COUNT() > 0;
