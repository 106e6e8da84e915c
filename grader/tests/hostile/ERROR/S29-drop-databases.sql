-- expect: ERROR
DROP DATABASE holberton;
DROP DATABASE mysql;
