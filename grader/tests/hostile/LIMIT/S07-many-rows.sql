-- expect: LIMIT output
SELECT a.*, b.* FROM seq_1_to_1000000 a, seq_1_to_1000000 b;
