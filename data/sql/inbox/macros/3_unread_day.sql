-- True or false: a value came that is no day.
create or replace macro unread_day(given) as
case when typeof(given) = 'DATE' then false else given is not null and as_day(given) is null end;
