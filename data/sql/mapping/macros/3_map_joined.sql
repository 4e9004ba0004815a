-- One value: the parts of a code joined; NULL unless all of them are there.
create or replace macro map_joined(parts) as
case when len(parts) = list_count(parts) then nullif(array_to_string(parts, ''), '') end;
