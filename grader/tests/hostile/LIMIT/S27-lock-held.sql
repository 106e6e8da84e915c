-- expect: LIMIT wall
SELECT GET_LOCK('x', 1), SLEEP(100);
