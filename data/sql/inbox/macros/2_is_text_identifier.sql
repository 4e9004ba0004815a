-- True or false: an identifier came that is no whole number of eighteen digits at most, without sign and leading zero.
create or replace macro is_text_identifier(given) as
given <> '' and not regexp_full_match(given, '0|[1-9][0-9]{0,17}');
