-- One row is one group of accepted proposals filed in these quarters, by decile before and after.
select kind, decile_before, decile_after, sum(proposals)::bigint as proposals
from update_effect
where
    list_contains($quarters, quarter)
    and ($national or list_contains($provinces, left(kabupaten_code, 2)) or list_contains($kabupaten, kabupaten_code))
group by all
order by all;
