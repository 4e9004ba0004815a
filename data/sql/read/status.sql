-- One row is one quarter of the store: its date, sender, rows in and set aside, families and persons, checks and warnings.
with account as (
    select
        quarter,
        sum(rows_in) filter (table_name = 'families') as family_rows,
        sum(rows_in) filter (table_name = 'payments') as payment_rows,
        sum(rows_set_aside) as rows_set_aside
    from row_account
    group by quarter
),
register as (
    select quarter, sum(families) as families, sum(persons) as persons from register_flow where flow = 'closing' group by quarter
),
checked as (
    select
        quarter,
        count(*) as checks,
        count(*) filter (severity = 'warning' and failures > 0) as warnings
    from check_result
    group by quarter
)
select
    i.quarter,
    i.as_of,
    i.sent_by,
    i.synthetic,
    a.family_rows::bigint as family_rows,
    a.payment_rows::bigint as payment_rows,
    a.rows_set_aside::bigint as rows_set_aside,
    r.families::bigint as families,
    r.persons::bigint as persons,
    c.checks::bigint as checks,
    c.warnings::bigint as warnings,
    i.build_id
from quarter_info as i
left join account as a using (quarter)
left join register as r using (quarter)
left join checked as c using (quarter)
order by quarter;
