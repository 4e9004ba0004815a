-- One row is one programme in one area of the level: places of the quarter, in families (PBI: persons).
select
    area_of(kabupaten_code, $level) as code,
    programme,
    sum(quota)::bigint as quota
from quota
where
    quarter = $quarter
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by code, programme;
