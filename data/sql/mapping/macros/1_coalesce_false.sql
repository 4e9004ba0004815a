-- True or false: a test holds; one of an empty cell does not.
create or replace macro coalesce_false(given) as coalesce(given, false);
