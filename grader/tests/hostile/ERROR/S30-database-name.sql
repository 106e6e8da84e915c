-- expect: ERROR sql
CREATE DATABASE `holberton``; DROP DATABASE mysql; -- `;
UPDATE items SET quantity = quantity + 1;
