-- One value: a pseudonym as an integer, which is far cheaper at national scale; all that came can be written as one.
create or replace macro as_identifier(given) as cast(given as bigint);
