-- orders by a text, which is the same for every row
SELECT origin, SUM(fans) AS nb_fans
FROM metal_bands
GROUP BY origin
ORDER BY 'nb_fans' DESC;
