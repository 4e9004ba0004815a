-- One row is one input table of the quarter, added up from shards; tables that are not cut are counted here alone.
with part as (
    select * from read_parquet(getvariable('part_files')) where table_name in ('families', 'payments', 'exits')
    union all
    select * from rest_account where table_name not in ('families', 'payments', 'exits')
    union all
    -- lines that are no rows belong to no shard
    select getvariable('quarter'), table_name, rows_in, 0, rows_set_aside
    from set_aside_rows
    where table_name in ('families', 'payments', 'exits')
)
select
    quarter,
    table_name,
    sum(rows_in)::bigint as rows_in,
    sum(rows_built)::bigint as rows_built,
    sum(rows_set_aside)::bigint as rows_set_aside
from part
group by all
order by table_name;
