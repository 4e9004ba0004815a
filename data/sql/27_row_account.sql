-- One row is one input table of the quarter: rows in the files, rows that the build counts or remembers, rows set aside.
with known as (
    select
        count(*) filter (decile >= 0) as families,
        count(pkh) + count(sembako) + count(pbi) as payments
    from known_family
),
account as (
    select 'families' as table_name, (select count(*) from given_families) as rows_in, families as rows_built from known
    union all
    select 'payments', (select count(*) from given_payments), payments from known
    union all
    select 'exits', (select count(*) from given_exits), (select count(*) from exits)
    union all
    select 'updates', (select count(*) from given_updates), (select count(*) from updates)
    union all
    select 'spotcheck', (select count(*) from given_spotcheck), (select count(*) from spotcheck)
)
select
    getvariable('quarter') as quarter,
    table_name,
    rows_in::bigint as rows_in,
    rows_built::bigint as rows_built,
    coalesce(set_aside.failures, 0)::bigint as rows_set_aside
from account
left join set_aside using (table_name)
order by table_name;
