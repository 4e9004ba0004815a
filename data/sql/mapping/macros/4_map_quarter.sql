-- One value: a quarter as text (2026Q1), from 2026Q1, Q1 2026, TW I 2026, Triwulan 1/2026, a day, or a month (Januari
-- 2026, Jan-26, 01/2026, 2026-01).
create or replace macro map_quarter(given) as
case
    when typeof(given) = 'DATE' or typeof(given) like 'TIMESTAMP%' then map_quarter_of(map_day(given))
    when regexp_matches(map_text(given), '^[0-9]{4}[ /.-]*(q|tw|triwulan|kuartal)[ .]*([1-4]|i{1,3}|iv)$', 'i')
        then left(map_text(given), 4) || 'Q' || map_roman(regexp_extract(lower(map_text(given)), '([1-4]|i{1,3}|iv)$', 1))
    when regexp_matches(map_text(given), '^(q|tw|triwulan|kuartal)[ .]*([1-4]|i{1,3}|iv)[ /.-]+(tahun )?[0-9]{4}$', 'i')
        then right(map_text(given), 4) || 'Q'
            || map_roman(regexp_extract(lower(map_text(given)), '^(?:q|tw|triwulan|kuartal)[ .]*([1-4]|iv|i{1,3})', 1))
    when regexp_matches(map_text(given), '^[0-9]{1,2}[/-][0-9]{4}$')
        then map_quarter_of(map_day('1-' || map_text(given)))
    when regexp_matches(map_text(given), '^[0-9]{4}-[0-9]{1,2}$')
        then map_quarter_of(map_day(map_text(given) || '-1'))
    when regexp_matches(map_text(given), '^[a-zA-Z]+[ -][0-9]{4}$')
        then map_quarter_of(map_day('1 ' || map_text(given)))
    when regexp_matches(map_text(given), '^[a-zA-Z]+[ -][0-9]{2}$')
        then map_quarter_of(map_day('1 ' || regexp_replace(map_text(given), '([0-9]{2})$', '20\1')))
    else map_quarter_of(map_day(given))
end;
