-- error, payments: a payment whose programme is missing, or neither of the register's nor declared in a policy file
select * from payments
where programme is null or not list_contains(getvariable('programmes'), programme);
