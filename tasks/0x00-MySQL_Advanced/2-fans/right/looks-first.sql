-- looks at the table before it lists
SET NAMES utf8mb4;
SELECT * FROM metal_bands LIMIT 3;
WITH sums AS (
    SELECT DISTINCT origin, SUM(fans) OVER (PARTITION BY origin) AS nb_fans
    FROM metal_bands
)
SELECT origin, nb_fans FROM sums ORDER BY nb_fans DESC\G
