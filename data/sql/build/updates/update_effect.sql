-- One row is one group of accepted proposals by the decile before and after; empty = not in the register, or not told.
select
    quarter,
    kabupaten_code,
    kind,
    decile_before,
    decile_after,
    count(*)::integer as proposals
from update_told
where outcome = 'accepted'
group by all
order by all;
