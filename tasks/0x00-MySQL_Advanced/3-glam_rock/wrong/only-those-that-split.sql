-- Leaves out the bands that still play
SELECT band_name, split - formed AS lifespan
FROM metal_bands
WHERE style LIKE '%Glam rock%' AND split IS NOT NULL
ORDER BY lifespan DESC;
