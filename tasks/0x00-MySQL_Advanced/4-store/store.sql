-- Items in stock, not equally many of each, and an order that has been dealt
-- with already
CREATE TABLE items (
    name VARCHAR(255) NOT NULL,
    quantity INT NOT NULL DEFAULT 10
);
CREATE TABLE orders (
    item_name VARCHAR(255) NOT NULL,
    number INT NOT NULL
);
INSERT INTO items (name, quantity) VALUES
    ('apple', 10), ('pineapple', 25), ('pear', 7);
INSERT INTO orders (item_name, number) VALUES ('apple', 5);
