-- the alias in quotes, ordered by the sum
select `origin`, sum(`fans`) as 'nb_fans'
from `metal_bands` group by `origin` order by sum(fans) desc;
