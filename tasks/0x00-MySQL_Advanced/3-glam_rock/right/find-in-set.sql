-- COALESCE and FIND_IN_SET
SELECT band_name, COALESCE(split, 2022) - formed AS lifespan FROM metal_bands
WHERE FIND_IN_SET('Glam rock', style) ORDER BY lifespan DESC