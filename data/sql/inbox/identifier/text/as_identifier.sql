-- One value: a pseudonym as text: some of the quarter cannot be written as an integer.
create or replace macro as_identifier(given) as cast(given as varchar);
