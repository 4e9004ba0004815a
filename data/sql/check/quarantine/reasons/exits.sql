-- One row: one exit set aside, as JSON, with the claims that it, or another row of its key, breaks.
create or replace view staged.set_aside_exits as
with reasons as (
    select family_id, programme, string_agg(distinct reason, ', ' order by reason) as reasons
    from staged.broken_exits
    group by all
)

select 'exits' as table_name, reasons.reasons, cast(to_json(exits) as varchar) as content
from staged.exits
inner join reasons
    on exits.family_id is not distinct from reasons.family_id
    and exits.programme is not distinct from reasons.programme;
