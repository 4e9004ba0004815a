-- One row: a kecamatan and decile of the register, with weighted families and persons; read once for many claims.
create or replace table register_summary as
select
    kecamatan_code,
    decile,
    kecamatan_code in (select kecamatan_code from region_code) as is_known,
    sum(weight)::bigint as families,
    sum(weight * persons)::bigint as persons,
    (sum(weight) filter (where last_verified is null or last_verified < getvariable('four_quarters_ago')))::bigint
        as unverified_families
from families
group by kecamatan_code, decile;
