-- year 2019
SELECT band_name, IFNULL(split, 2019) - formed AS lifespan
FROM metal_bands
WHERE style LIKE '%Glam rock%'
ORDER BY lifespan DESC;
