-- One row is one step of one quarter of families of the scope between two deciles in one kabupaten (−1 = not in the register).
select
    quarter,
    kabupaten_code as code,
    decile_before,
    decile_after,
    sum(families)::bigint as families,
    coalesce(sum(families) filter (on_aid_before), 0)::bigint as aided,
    coalesce(sum(families) filter (on_aid_after and not on_aid_before), 0)::bigint as entered
from decile_flow
where
    list_contains($quarters, quarter)
    and quarter_before = $before[list_position($quarters, quarter)]
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by all;
