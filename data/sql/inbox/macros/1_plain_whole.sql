-- One value: the digits of a whole number in text, NULL when it is not one. 12,0 is 12; 1.000 is 1 or 1000, so not read.
create or replace macro plain_whole(given) as
regexp_extract(trim(given), '^([+-]?[0-9]{1,19})([.,]0{1,2})?$', 1);
