-- One row is one effect in one draw, as in entitled_effect, were this decile the last one entitled.
select effect
from entitled_limit_effect
where
    programme = $programme
    and max_decile = $max_decile
    and term = $term
    and (term <> 'province' or list_contains($codes, level))
order by draw, on_programme, if(term = 'province', level, lpad(level, 2, '0'));
