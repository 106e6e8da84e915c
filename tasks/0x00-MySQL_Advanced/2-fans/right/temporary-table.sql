-- through a temporary table
CREATE TEMPORARY TABLE sums AS SELECT m.origin AS origin, SUM(m.fans) AS nb_fans FROM metal_bands AS m GROUP BY m.origin;
SELECT * FROM sums ORDER BY nb_fans DESC, origin;
