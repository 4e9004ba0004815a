-- True or false: an identifier is an empty text.
create or replace macro is_blank(given) as
case when typeof(given) = 'VARCHAR' then cast(given as varchar) = '' else false end;
