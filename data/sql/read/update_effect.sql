-- One row is one group of accepted proposals filed in these quarters, by decile before and after.
select kind, decile_before, decile_after, sum(proposals)::bigint as proposals
from update_effect
where
    list_contains($quarters, quarter)
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by all;
