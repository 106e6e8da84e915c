-- expect: ERROR sql|denied
DROP DATABASE holberton;
DROP DATABASE mysql;
