-- expect: LIMIT wall
ALTER TABLE items RENAME TO held;
CREATE VIEW items AS SELECT name, quantity + SLEEP(100) AS quantity FROM held;
