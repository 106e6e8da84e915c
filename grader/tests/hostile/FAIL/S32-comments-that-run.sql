-- expect: FAIL
/*!50000 UPDATE items SET quantity = 5 */;
