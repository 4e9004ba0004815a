-- One row is a kabupaten and quarter whose decile flow does not end with the families that the register holds.
with flow as (
    select quarter, quarter_before, kabupaten_code, sum(families) as families
    from decile_flow
    where decile_after >= 0
    group by all
),
step as (
    select quarter, lag(quarter) over (order by quarter) as quarter_before from quarter_info
),
span as (
    select quarter, quarter_before from step where quarter_before is not null
    union
    select quarter, quarter_before from flow
),
register as (
    select r.quarter, s.quarter_before, r.kabupaten_code, r.families
    from register_flow as r
    inner join span as s using (quarter)
    where r.flow = 'closing'
)
select
    quarter, quarter_before, kabupaten_code,
    flow.families as families_in_flow, register.families as families_in_register
from flow
full join register using (quarter, quarter_before, kabupaten_code)
where flow.families is distinct from register.families
order by all;
