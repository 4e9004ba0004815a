-- One row: one payment set aside, as JSON, with the claims that it, or another row of its key, breaks.
create or replace view staged.set_aside_payments as
with reasons as (
    select family_id, programme, string_agg(distinct reason, ', ' order by reason) as reasons
    from staged.broken_payments
    group by all
)

select 'payments' as table_name, reasons.reasons, cast(to_json(payments) as varchar) as content
from staged.payments
inner join reasons
    on payments.family_id is not distinct from reasons.family_id
    and payments.programme is not distinct from reasons.programme;
