-- One value: a number with a comma or a point, NULL when it is none.
create or replace macro map_decimal(given) as as_decimal(given);
