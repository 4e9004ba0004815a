-- error, payments: a payment without family_id
select * from payments
where family_id is null or is_blank(family_id);
