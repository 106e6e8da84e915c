-- Creates a table of users; the countries are in a table of their own
CREATE TABLE IF NOT EXISTS countries (code CHAR(2) NOT NULL PRIMARY KEY);
INSERT IGNORE INTO countries VALUES ('US'), ('CO'), ('TN');
CREATE TABLE IF NOT EXISTS users (
    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE,
    name VARCHAR(255),
    country CHAR(2) NOT NULL DEFAULT 'US',
    FOREIGN KEY (country) REFERENCES countries (code)
);
