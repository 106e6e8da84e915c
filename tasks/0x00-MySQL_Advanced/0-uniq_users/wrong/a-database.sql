-- a database
CREATE DATABASE IF NOT EXISTS users;
