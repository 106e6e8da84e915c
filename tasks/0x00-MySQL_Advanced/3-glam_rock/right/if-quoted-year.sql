-- the year in quotes, small letters
select band_name, (if(split is null, '2022', split) - formed) as lifespan from metal_bands where style like '%glam rock%' order by 2 desc;
