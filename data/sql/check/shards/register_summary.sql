-- One row: a kecamatan and decile of the whole register, added up from its shards (see check/tables/register_summary).
create or replace table register_summary as
select
    kecamatan_code,
    decile,
    is_known,
    sum(families)::bigint as families,
    sum(persons)::bigint as persons,
    sum(unverified_families)::bigint as unverified_families
from read_parquet(getvariable('summary_files'))
group by kecamatan_code, decile, is_known;
