-- True or false: a text is a mobile number with its 0 or country code. Without one, numbers of samples in provinces 81 and
-- 82 would look the same.
create or replace macro is_a_telephone(given) as
regexp_full_match(trim(given), '([+]62|62|0)[ -]?8[1-9][\p{Nd} -]{7,12}');
