-- One row is one flow of the register in one area of the level; within the nation moves cancel each other.
select
    quarter,
    area_of(kabupaten_code, $level) as code,
    flow,
    sum(families)::bigint as families,
    sum(persons)::bigint as persons
from register_flow
where
    list_contains($quarters, quarter)
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by all;
