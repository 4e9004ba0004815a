-- One value: a day of birth. Of two digits of a year the century is the last in which the day is not after the quarter's
-- end: 55 is 1955, and not 2055 as map_day has it.
create or replace macro map_birth(given) as
case
    when
        map_day(given) > getvariable('mapping_last_day')
        and regexp_full_match(map_text(given), '[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}')
        then try_cast(map_day(given) - interval 100 year as date)
    else map_day(given)
end;
