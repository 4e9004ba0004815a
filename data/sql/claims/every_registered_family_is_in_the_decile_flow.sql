-- One row is a kabupaten and quarter whose decile flow does not end with the families that the register holds.
with flow as (
    select quarter, kabupaten_code, sum(families) as families
    from decile_flow
    where decile_after >= 0
    group by all
),
register as (
    select quarter, kabupaten_code, families
    from register_flow
    where flow = 'closing' and quarter > (select min(quarter) from register_flow)
)
select quarter, kabupaten_code, flow.families as families_in_flow, register.families as families_in_register
from flow
full join register using (quarter, kabupaten_code)
where flow.families is distinct from register.families
order by all;
