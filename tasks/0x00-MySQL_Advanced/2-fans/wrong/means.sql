-- the mean, not the sum
SELECT origin, AVG(fans) AS nb_fans
FROM metal_bands
GROUP BY origin
ORDER BY nb_fans DESC;
