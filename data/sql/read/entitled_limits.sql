-- One row is one last decile other than the enacted one for which who would be entitled is known.
select distinct max_decile
from entitled_limit_effect
where programme = $programme
order by max_decile;
