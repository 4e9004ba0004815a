-- True or false: a text looks like a NIK or KK number: sixteen digits, parted or not.
create or replace macro map_sixteen(given) as
regexp_full_match(regexp_replace(cast(given as varchar), '[ ._/-]', '', 'g'), '[0-9]{16}');
