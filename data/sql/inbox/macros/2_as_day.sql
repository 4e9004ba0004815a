-- One value: a day, from a date or text as 2026-01-31, NULL when it cannot be read as one.
create or replace macro as_day(given) as
case
    when typeof(given) = 'DATE' then try_cast(given as date)
    else try_cast(regexp_extract(trim(cast(given as varchar)), '^([0-9]{4}-[0-9]{2}-[0-9]{2})([ T]00:00:00)?$', 1) as date)
end;
