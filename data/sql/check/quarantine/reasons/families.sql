-- One row: one family set aside, as JSON, with the claims that it, or another row of its key, breaks.
create or replace view staged.set_aside_families as
with reasons as (
    select family_id, string_agg(distinct reason, ', ' order by reason) as reasons
    from staged.broken_families
    group by all
)

select 'families' as table_name, reasons.reasons, cast(to_json(families) as varchar) as content
from staged.families
inner join reasons
    on families.family_id is not distinct from reasons.family_id;
