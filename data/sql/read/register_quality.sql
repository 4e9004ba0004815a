-- One row is one group of families in one area of the level that are alike in how the register knows them.
select
    case $level when 'nation' then 'ID' when 'province' then left(kabupaten_code, 2) else kabupaten_code end as code,
    verified_within_year,
    from_dtks,
    from_regsosek,
    from_p3ke,
    civil_match,
    ranked,
    sum(families)::bigint as families,
    sum(persons)::bigint as persons
from register_quality
where
    quarter = $quarter
    and ($national or list_contains($provinces, left(kabupaten_code, 2)) or list_contains($kabupaten, kabupaten_code))
group by all
order by all;
