-- One value: a day: 2026-01-31, 31/01/2026, 31-1-26, 31.01.2026, 31 Januari 2026, with or without a time of day; the day
-- comes before the month. Two digits of a year are of this century up to 68, as POSIX has it.
create or replace macro map_day(given) as
case
    when typeof(given) = 'DATE' or typeof(given) like 'TIMESTAMP%' then try_cast(given as date)
    when regexp_matches(map_text(given), '^[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}([ T].*)?$')
        then try_cast(replace(regexp_extract(map_text(given), '^[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}'), '/', '-') as date)
    when regexp_matches(map_text(given), '^[0-9]{8}$')
        then try_cast(try_strptime(map_text(given), '%Y%m%d') as date)
    when regexp_matches(map_text(given), '^[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}( .*)?$')
        then try_cast(
            try_strptime(
                regexp_replace(regexp_extract(map_text(given), '^[0-9/.-]+'), '[/.-]', ' ', 'g'), '%d %m %Y'
            ) as date
        )
    when regexp_matches(map_text(given), '^[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}$')
        then try_cast(try_strptime(regexp_replace(map_text(given), '[/.-]', ' ', 'g'), '%d %m %y') as date)
    else try_cast(
        printf(
            '%s-%02d-%02d',
            regexp_extract(map_text(given), '([0-9]{4})$', 1),
            map_month(regexp_extract(map_text(given), '^[0-9]{1,2}[ -]([a-zA-Z]+)\.?[ -][0-9]{4}$', 1)),
            try_cast(regexp_extract(map_text(given), '^[0-9]{1,2}') as integer)
        ) as date
    )
end;
