-- Users, some of whom have shown that their address is theirs
CREATE TABLE users (
    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email VARCHAR(255) NOT NULL,
    name VARCHAR(255),
    valid_email BOOLEAN NOT NULL DEFAULT 0
);
INSERT INTO users (email, name, valid_email) VALUES
    ('bob@dylan.com', 'Bob', 0),
    ('sylvie@dylan.com', 'Sylvie', 1),
    ('jeanne@dylan.com', 'Jeanne', 1),
    ('amy@dylan.com', 'Amy', 1);
