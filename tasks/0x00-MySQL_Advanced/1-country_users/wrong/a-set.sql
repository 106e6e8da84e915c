-- Creates a table of users with a country out of three
CREATE TABLE IF NOT EXISTS users (
    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE,
    name VARCHAR(255),
    country SET('US', 'CO', 'TN') NOT NULL DEFAULT 'US'
);
