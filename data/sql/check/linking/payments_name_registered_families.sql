-- error, payments: payments to families that the register does not hold
with unlinked as (
    select programme, count(*) as unlinked, min(family_id) as example
    from doubtful_payment
    where not in_register and family_id is not null and not is_blank(family_id)
    group by programme
),

given as (
    select programme, count(*) as rows_in
    from payments
    where family_id is not null and not is_blank(family_id)
    group by programme
)

select given.programme as part, given.rows_in, coalesce(unlinked.unlinked, 0) as unlinked, unlinked.example
from given
left join unlinked on given.programme is not distinct from unlinked.programme
order by part;
