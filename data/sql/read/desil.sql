-- One row is one decile in one area of the level: nation, province or kabupaten.
select
    area_of(kabupaten_code, $level) as code,
    decile,
    sum(families)::bigint as families,
    sum(persons)::bigint as persons
from cell
where
    quarter = $quarter
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by code, decile;
