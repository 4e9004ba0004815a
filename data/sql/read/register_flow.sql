-- One row is one flow of the register in one area of the level; within the nation moves cancel each other.
select
    quarter,
    case $level when 'nation' then 'ID' when 'province' then left(kabupaten_code, 2) else kabupaten_code end as code,
    flow,
    sum(families)::bigint as families,
    sum(persons)::bigint as persons
from register_flow
where
    list_contains($quarters, quarter)
    and ($national or list_contains($provinces, left(kabupaten_code, 2)) or list_contains($kabupaten, kabupaten_code))
group by all
order by all;
