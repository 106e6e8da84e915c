-- Raises every quantity by one
UPDATE items SET quantity = quantity + 1;
