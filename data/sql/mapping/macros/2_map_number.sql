-- One value: a whole number, NULL when it cannot be read in one way (1.250 may be one and a quarter).
create or replace macro map_number(given) as
case when is_whole_type(given) then try_cast(given as bigint) else try_cast(plain_whole(map_text(given)) as bigint) end;
