-- True or false: a value came that is no whole number of one byte.
create or replace macro unread_tiny(given) as
case when typeof(given) = 'TINYINT' then false else given is not null and as_tiny(given) is null end;
