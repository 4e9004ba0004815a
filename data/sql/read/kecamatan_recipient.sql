-- One row is one programme in one kecamatan, those not in the register included; persons: PBI members covered.
select
    kecamatan_code as code,
    programme,
    families::bigint as families,
    coalesce(persons, 0)::bigint as persons
from kecamatan_recipient
where
    quarter = $quarter
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
order by code, programme;
