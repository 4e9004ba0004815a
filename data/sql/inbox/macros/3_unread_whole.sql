-- True or false: a value came that is no whole number of four bytes.
create or replace macro unread_whole(given) as
case when typeof(given) = 'INTEGER' then false else given is not null and as_whole(given) is null end;
