-- other name
SELECT origin, SUM(fans) AS fans
FROM metal_bands
GROUP BY origin
ORDER BY fans DESC;
