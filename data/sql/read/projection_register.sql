-- One row is one flow of the register of one kabupaten of the scope in one quarter.
select
    quarter,
    kabupaten_code as code,
    flow,
    sum(families)::bigint as families
from register_flow
where
    list_contains($quarters, quarter)
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by all;
