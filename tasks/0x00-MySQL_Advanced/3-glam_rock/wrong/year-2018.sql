-- year 2018
SELECT band_name, IFNULL(split, 2018) - formed AS lifespan
FROM metal_bands
WHERE style LIKE '%Glam rock%'
ORDER BY lifespan DESC;
