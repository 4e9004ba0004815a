-- One row is one programme in one area of the level: places of the quarter, in families (PBI: persons).
select
    case $level when 'nation' then 'ID' when 'province' then left(kabupaten_code, 2) else kabupaten_code end as code,
    programme,
    sum(quota)::bigint as quota
from quota
where
    quarter = $quarter
    and ($national or list_contains($provinces, left(kabupaten_code, 2)) or list_contains($kabupaten, kabupaten_code))
group by all
order by code, programme;
