-- expect: FAIL
/*!50000 UPDATE items SET quantity = 5 */;
/*M!100100 DELETE FROM items WHERE name = 'apple' */;
