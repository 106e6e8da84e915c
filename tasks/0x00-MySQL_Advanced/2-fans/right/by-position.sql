-- by position, no last semicolon
SELECT origin, SUM(fans) nb_fans FROM metal_bands GROUP BY 1 ORDER BY 2 DESC