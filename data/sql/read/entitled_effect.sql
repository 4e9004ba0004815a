-- One row is one effect in one draw, of the terms of one programme; provinces only those asked for.
select effect
from entitled_effect
where programme = $programme and term = $term and (term <> 'province' or list_contains($codes, level))
order by draw, on_programme, if(term = 'province', level, lpad(level, 2, '0'));
