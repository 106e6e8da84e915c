-- each column with its comment
CREATE TABLE IF NOT EXISTS users (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, -- the user's number
  email VARCHAR(255) NOT NULL UNIQUE, -- it's unique; never NULL
  name VARCHAR(255)
);
