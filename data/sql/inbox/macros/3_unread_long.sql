-- True or false: a value came that is no whole number of eight bytes.
create or replace macro unread_long(given) as
case when typeof(given) = 'BIGINT' then false else given is not null and as_long(given) is null end;
