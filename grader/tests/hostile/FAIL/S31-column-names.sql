-- expect: FAIL
SELECT 1 AS `<img src=x onerror=alert(1)>`, 2 AS `=HYPERLINK("http://e/","y")`, 3 AS `::error::x`, 4 AS `a|b`;
UPDATE items SET quantity = 7;
