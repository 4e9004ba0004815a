-- One row is one group of families in one area of the level that are alike in how the register knows them.
select
    area_of(kabupaten_code, $level) as code,
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
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by all;
