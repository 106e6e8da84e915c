-- Twice the same: + 2 - 1
UPDATE items SET quantity = quantity + 2;
UPDATE items SET quantity = quantity - 1
