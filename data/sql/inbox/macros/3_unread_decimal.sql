-- True or false: a value came that is no finite number.
create or replace macro unread_decimal(given) as given is not null and as_decimal(given) is null;
