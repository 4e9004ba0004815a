-- True or false: a text looks like a NIK or KK number: sixteen digits, parted or not. Most texts are too short to be one.
create or replace macro map_sixteen(given) as
strlen(cast(given as varchar)) >= 16
and regexp_full_match(regexp_replace(cast(given as varchar), '[ ._/-]', '', 'g'), '[0-9]{16}');
