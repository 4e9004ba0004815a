-- One value: a number in text with a point; 1,5 is 1.5; both signs in one number (1.234,5) are not read.
create or replace macro plain_decimal(given) as
replace(regexp_extract(trim(given), '^[+-]?[0-9]*[.,]?[0-9]+([eE][+-]?[0-9]{1,2})?$'), ',', '.');
