-- Adds a country to the users
ALTER TABLE users ADD country ENUM('US', 'CO', 'TN') NOT NULL DEFAULT 'US';
