-- One row is one group of families of the whole register that went the same way, added up from shards (see build/ledger/path).
create or replace temp table path as
select
    kabupaten_before,
    kabupaten_after,
    decile_before,
    decile_after,
    verified,
    pkh_before,
    pkh_after,
    sembako_before,
    sembako_after,
    pbi_before,
    pbi_after,
    sum(families)::bigint as families,
    sum(persons_before)::bigint as persons_before,
    sum(persons_after)::bigint as persons_after,
    sum(persons_more)::bigint as persons_more,
    sum(pbi_persons_before)::bigint as pbi_persons_before,
    sum(pbi_persons_after)::bigint as pbi_persons_after,
    sum(pbi_persons_more)::bigint as pbi_persons_more,
    sum(reweighted)::bigint as reweighted,
    sum(jumped)::bigint as jumped
from read_parquet(getvariable('part_files'))
group by all;
