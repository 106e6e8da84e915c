-- extra column
SELECT RANK() OVER (ORDER BY SUM(fans) DESC) AS place, origin, SUM(fans) AS nb_fans
FROM metal_bands
GROUP BY origin
ORDER BY nb_fans DESC;
