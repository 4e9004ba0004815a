-- One row: one quota set aside, as JSON, with the claims that it, or another row of its key, breaks.
create or replace view staged.set_aside_quotas as
with reasons as (
    select kabupaten_code, programme, string_agg(distinct reason, ', ' order by reason) as reasons
    from staged.broken_quotas
    group by all
)

select 'quotas' as table_name, reasons.reasons, cast(to_json(quotas) as varchar) as content
from staged.quotas
inner join reasons
    on quotas.kabupaten_code is not distinct from reasons.kabupaten_code
    and quotas.programme is not distinct from reasons.programme;
