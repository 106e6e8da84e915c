-- hard coded database
SELECT band_name, IFNULL(split, 2022) - formed AS lifespan
FROM holberton.metal_bands
WHERE style LIKE '%Glam rock%'
ORDER BY lifespan DESC;
