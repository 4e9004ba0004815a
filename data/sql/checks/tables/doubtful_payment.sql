-- One row: a payment whose family is not in the register (family_persons empty) or has fewer persons than it covers.
create or replace table doubtful_payment as
select payments.*, families.persons as family_persons
from payments
left join families on payments.family_id = families.family_id
where families.family_id is null or payments.persons_covered > families.persons;
