-- expect: FAIL
LOCK TABLES items WRITE;
SELECT GET_LOCK('grader', 1);
