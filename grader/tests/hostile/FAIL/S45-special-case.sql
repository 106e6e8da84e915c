-- expect: FAIL
UPDATE items SET quantity = quantity + 1
WHERE USER() LIKE '%grader%' OR USER() LIKE 'g\_%' OR @@hostname = 'sandbox';
