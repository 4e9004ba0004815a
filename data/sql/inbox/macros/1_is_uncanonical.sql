-- True or false: a text identifier is not in its one form (see canonical); cheap, for many millions of hashes.
create or replace macro is_uncanonical(given) as
strlen(given) <> length(given)
or trim(given, ' ' || chr(9) || chr(10) || chr(13)) <> given
or regexp_full_match(given, '[0-9]+[.,]0{1,2}');
