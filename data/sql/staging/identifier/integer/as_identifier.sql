-- One value: a pseudonym, as given; integers stay integers, which are far cheaper at national scale.
create or replace macro as_identifier(given) as given;
