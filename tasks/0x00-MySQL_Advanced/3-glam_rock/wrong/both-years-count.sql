-- One year too many
SELECT band_name, IFNULL(split, 2022) - formed + 1 AS lifespan
FROM metal_bands
WHERE style LIKE '%Glam rock%'
ORDER BY lifespan DESC;
