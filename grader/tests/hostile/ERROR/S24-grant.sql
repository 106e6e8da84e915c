-- expect: ERROR denied
GRANT ALL ON *.* TO learner@localhost;
UPDATE items SET quantity = quantity + 1;
