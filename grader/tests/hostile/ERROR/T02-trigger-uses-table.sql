-- expect: ERROR sql
CREATE TRIGGER t BEFORE UPDATE ON items FOR EACH ROW UPDATE items SET quantity = 0;
UPDATE items SET quantity = quantity + 1;
