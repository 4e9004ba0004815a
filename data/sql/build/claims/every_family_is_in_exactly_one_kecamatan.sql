-- One row is a kabupaten, quarter and decile whose kecamatan do not hold the families of its cells, or of which they hold
-- other numbers verified within a year than the register's quality tells (decile −1: all deciles).
with kecamatan as (
    select quarter, kabupaten_code, decile, sum(families) as families from kecamatan_register group by all
    union all
    select quarter, kabupaten_code, -1, sum(families) filter (verified_within_year) from kecamatan_register group by all
),
kabupaten as (
    select quarter, kabupaten_code, decile, sum(families) as families from cell group by all
    union all
    select quarter, kabupaten_code, -1, sum(families) filter (verified_within_year) from register_quality group by all
)
select
    quarter,
    kabupaten_code,
    decile,
    kecamatan.families as families_in_kecamatan,
    kabupaten.families as families_in_kabupaten
from kecamatan
full join kabupaten using (quarter, kabupaten_code, decile)
where kecamatan.families is distinct from kabupaten.families
order by all;
