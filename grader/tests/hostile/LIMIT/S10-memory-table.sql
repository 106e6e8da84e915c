-- expect: LIMIT memory
-- needs: namespaces
SET tmp_table_size = 18446744073709535232, max_heap_table_size = 18446744073709535232;
CREATE TEMPORARY TABLE m ENGINE = MEMORY AS
SELECT a.seq, REPEAT('x', 250) AS t FROM seq_1_to_10000 a, seq_1_to_10000 b;
