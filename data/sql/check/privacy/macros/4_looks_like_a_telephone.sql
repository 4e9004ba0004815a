-- True or false: a text is a mobile number, in a column that the contract does not know, where it may have lost its 0.
create or replace macro looks_like_a_telephone(given) as
regexp_full_match(trim(given), '([+]?62|0)?[ -]?8\p{Nd}[\p{Nd} -]{7,12}([.]0)?');
