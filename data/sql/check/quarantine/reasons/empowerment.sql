-- One row: one row of empowerment set aside, as JSON, with the claims that it, or another row of its key, breaks.
create or replace view staged.set_aside_empowerment as
with reasons as (
    select family_id, quarter, pillar, programme, string_agg(distinct reason, ', ' order by reason) as reasons
    from staged.broken_empowerment
    group by all
)

select 'empowerment' as table_name, reasons.reasons, cast(to_json(empowerment) as varchar) as content
from staged.empowerment
inner join reasons
    on empowerment.family_id is not distinct from reasons.family_id
    and empowerment.quarter is not distinct from reasons.quarter
    and empowerment.pillar is not distinct from reasons.pillar
    and empowerment.programme is not distinct from reasons.programme;
