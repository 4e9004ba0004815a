-- One row is one decile of the families of a kecamatan, by whether they were verified within a year; kecamatan 00 = a
-- family of which only the kabupaten is known.
with known as (
    select
        kecamatan,
        decile,
        coalesce(getvariable('ordinal') - last_verified < 4, false) as verified_within_year,
        sum(weight) as families
    from known_family
    where decile >= 0
    group by all
)
select
    getvariable('quarter') as quarter,
    kabupaten_code(kecamatan // 100) as kabupaten_code,
    kecamatan_code(kecamatan) as kecamatan_code,
    decile,
    verified_within_year,
    families::integer as families
from known
order by kecamatan, decile, verified_within_year;
