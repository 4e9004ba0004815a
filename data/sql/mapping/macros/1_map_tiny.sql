-- One value: a small count; yes is 1 and no is 0.
create or replace macro map_tiny(given) as
case
    when typeof(given) = 'BOOLEAN' then try_cast(try_cast(given as boolean) as tinyint)
    else try_cast(given as tinyint)
end;
