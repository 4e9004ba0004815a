-- True or false: a value came that is neither true nor false.
create or replace macro unread_truth(given) as
case when typeof(given) = 'BOOLEAN' then false else given is not null and as_truth(given) is null end;
