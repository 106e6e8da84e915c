-- expect: LIMIT output
SET group_concat_max_len = 1073741824;
SELECT GROUP_CONCAT(REPEAT('x', 100000)) FROM seq_1_to_100;
