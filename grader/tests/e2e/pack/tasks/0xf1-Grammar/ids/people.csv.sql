CREATE TABLE people (name VARCHAR(20), born DATE, height DECIMAL(3,2), note TEXT);
