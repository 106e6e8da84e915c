-- CASE, a variable for the year, a tie broken by name
SET @year = 2022;
SELECT DISTINCT band_name,
    CASE WHEN split IS NULL THEN @year - formed ELSE split - formed END AS lifespan
FROM metal_bands WHERE style REGEXP 'Glam rock' AND formed IS NOT NULL
ORDER BY lifespan DESC, band_name;
