-- a column that is not there
SELECT origins AS origin, SUM(fans) AS nb_fans
FROM metal_bands
GROUP BY origins
ORDER BY nb_fans DESC;
