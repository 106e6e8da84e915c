-- a variable, and two lists in one
SET @until = 2022;
(SELECT band_name, split - formed AS lifespan FROM metal_bands
 WHERE LOWER(style) REGEXP 'glam rock' AND split IS NOT NULL)
UNION ALL
(SELECT band_name, @until - formed FROM metal_bands
 WHERE INSTR(style, 'Glam rock') AND split IS NULL)
ORDER BY 2 DESC, 1