-- One row is one input table of the quarter: rows in the files, rows that the build counts or remembers, rows set aside.
-- Payments of a programme that a policy file declares are rows of the account only: such a programme has no cells, and
-- the simulator starts it with no recipients.
with declared as (
    select count(*) as payments from payments where programme not in ('PKH', 'SEMBAKO', 'PBI')
),
known as (
    select
        count(*) filter (decile >= 0) as families,
        count(pkh) + count(sembako) + count(pbi) as payments
    from known_family
),
built as (
    select 'families' as table_name, families as rows_built from known
    union all
    select 'payments', known.payments + declared.payments from known, declared
    union all
    select 'exits', count(*) from exits
    union all
    select 'updates', count(*) from read_parquet(getvariable('update_file'))
    union all
    select 'spotcheck', count(*) from spotcheck
    union all
    select 'empowerment', count(*) from empowerment
    union all
    select 'quotas', count(*) from quotas
)
select
    getvariable('quarter') as quarter,
    table_name,
    rows_in::bigint as rows_in,
    rows_built::bigint as rows_built,
    rows_set_aside::bigint as rows_set_aside
from built
left join set_aside_rows using (table_name)
order by table_name;
