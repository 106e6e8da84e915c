-- year 2027
SELECT band_name, IFNULL(split, 2027) - formed AS lifespan
FROM metal_bands
WHERE style LIKE '%Glam rock%'
ORDER BY lifespan DESC;
