-- Creates the trigger and tries it out
CREATE TRIGGER stock_follows_orders
AFTER INSERT ON orders
FOR EACH ROW
UPDATE items
SET quantity = quantity - NEW.number
WHERE name = NEW.item_name;

INSERT INTO orders (item_name, number) VALUES ('apple', 1), ('apple', 3);
