-- One row: a payment whose family is not in the register, or has fewer persons than it covers. The great join carries
-- identifiers and persons only; what else a payment says is looked up for the few that are doubtful.
create or replace table doubtful_payment as
with doubtful as (
    select distinct
        paid.family_id,
        registered.family_id is not null as in_register,
        registered.persons as family_persons
    from (select family_id, persons_covered from payments) as paid
    left join (select family_id, persons from families) as registered on paid.family_id = registered.family_id
    where registered.family_id is null or paid.persons_covered > registered.persons
)

select payments.*, doubtful.in_register, doubtful.family_persons
from payments
inner join doubtful on payments.family_id is not distinct from doubtful.family_id
where not doubtful.in_register or payments.persons_covered > doubtful.family_persons;
