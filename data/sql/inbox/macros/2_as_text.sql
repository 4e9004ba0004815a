-- One value: a text; a number given where text is expected becomes its digits.
create or replace macro as_text(given) as cast(given as varchar);
