-- One row: one proposal set aside, as JSON, with the claims that it, or another row of its key, breaks.
create or replace view staged.set_aside_updates as
with reasons as (
    select update_id, string_agg(distinct reason, ', ' order by reason) as reasons
    from staged.broken_updates
    group by all
)

select 'updates' as table_name, reasons.reasons, cast(to_json(updates) as varchar) as content
from staged.updates
inner join reasons
    on updates.update_id is not distinct from reasons.update_id;
