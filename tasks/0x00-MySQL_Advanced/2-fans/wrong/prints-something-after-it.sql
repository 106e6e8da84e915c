-- the list, and then something else
SELECT origin, SUM(fans) AS nb_fans
FROM metal_bands
GROUP BY origin
ORDER BY nb_fans DESC;
SELECT COUNT(*) FROM metal_bands;
