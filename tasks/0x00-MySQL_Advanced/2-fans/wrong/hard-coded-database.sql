-- hard coded database
SELECT origin, SUM(fans) AS nb_fans
FROM holberton.metal_bands
GROUP BY origin
ORDER BY nb_fans DESC;
