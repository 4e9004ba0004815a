-- True or false: a number in text that can be read in two ways, 2.500 as two and a half or as two thousand five hundred.
create or replace macro has_three_after(given) as regexp_full_match(trim(given), '[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}');
