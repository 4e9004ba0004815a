-- One value: what a tidied text says, NULL when it is a mark for nothing.
create or replace macro map_said(given) as case when map_is_mark(given) then null else given end;
