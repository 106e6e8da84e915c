-- Pairs to divide; some of the divisors are 0.
CREATE TABLE numbers (
    a INT DEFAULT 0,
    b INT DEFAULT 0
);

INSERT INTO numbers (a, b) VALUES
    (12, 4), (4, 5), (2, 3), (1, 8), (9, 0), (0, 0), (7, 2), (0, 6),
    (3000, 8);
