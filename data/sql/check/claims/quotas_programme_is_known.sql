-- error, quotas: a quota whose programme is missing, or neither of the register's nor declared in a policy file
select * from quotas
where programme is null or not list_contains(getvariable('programmes'), programme);
