-- One row: one visit set aside, as JSON, with the claims that it, or another row of its key, breaks.
create or replace view staged.set_aside_spotcheck as
with reasons as (
    select sample_id, string_agg(distinct reason, ', ' order by reason) as reasons
    from staged.broken_spotcheck
    group by all
)

select 'spotcheck' as table_name, reasons.reasons, cast(to_json(spotcheck) as varchar) as content
from staged.spotcheck
inner join reasons
    on spotcheck.sample_id is not distinct from reasons.sample_id;
