-- expect: FAIL
CREATE TABLE `x``; DROP TABLE items; --` (a INT);
CREATE VIEW `v'"\` AS SELECT 1;
