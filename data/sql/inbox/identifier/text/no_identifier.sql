-- One value: the missing pseudonym, of the type that pseudonyms have in this quarter.
create or replace macro no_identifier() as null::varchar;
