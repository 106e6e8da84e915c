-- main style
SELECT band_name, IFNULL(split, 2022) - formed AS lifespan
FROM metal_bands
WHERE main_style LIKE '%Glam rock%'
ORDER BY lifespan DESC;
