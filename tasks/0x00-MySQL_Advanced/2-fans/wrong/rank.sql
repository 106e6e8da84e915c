-- ranks the origins
SELECT origin, RANK() OVER (ORDER BY SUM(fans) DESC) AS nb_fans
FROM metal_bands
GROUP BY origin
ORDER BY nb_fans;
