-- Buys a ticket for the opera.
UPDATE tickets SET rest = rest - 1 WHERE name = 'opera' AND rest > 0;
