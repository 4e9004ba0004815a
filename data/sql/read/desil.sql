-- One row is one decile in one area of the level: nation, province or kabupaten.
select
    case $level when 'nation' then 'ID' when 'province' then left(kabupaten_code, 2) else kabupaten_code end as code,
    decile,
    sum(families)::bigint as families,
    sum(persons)::bigint as persons
from cell
where
    quarter = $quarter
    and ($national or list_contains($provinces, left(kabupaten_code, 2)) or list_contains($kabupaten, kabupaten_code))
group by all
order by code, decile;
