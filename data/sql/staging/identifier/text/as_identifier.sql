-- One value: a pseudonym as text: text was given, or text in one table of the quarter and integers in another.
create or replace macro as_identifier(given) as cast(given as varchar);
