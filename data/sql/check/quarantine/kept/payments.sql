-- One row: one payment that breaks no claim.
create or replace view kept.payments as
select payments.*
from staged.payments
anti join staged.broken_payments
    on payments.family_id is not distinct from broken_payments.family_id
    and payments.programme is not distinct from broken_payments.programme;
