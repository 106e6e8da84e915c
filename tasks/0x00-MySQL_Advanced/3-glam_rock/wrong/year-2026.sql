-- year 2026
SELECT band_name, IFNULL(split, 2026) - formed AS lifespan
FROM metal_bands
WHERE style LIKE '%Glam rock%'
ORDER BY lifespan DESC;
