-- expect: ERROR sql
SELECT REPEAT('a', 100000) REGEXP '(a+)+$b';
SELECT broken;
