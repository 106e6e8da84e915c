CREATE TABLE items (
    name VARCHAR(255) NOT NULL PRIMARY KEY,
    quantity INT NOT NULL
);
INSERT INTO items VALUES ('apple', 10), ('pear', 0), ('Äpfel', -3);
