-- error, exits: an exit whose programme is missing, or neither of the register's nor declared in a policy file
select * from exits
where programme is null or not list_contains(getvariable('programmes'), programme);
