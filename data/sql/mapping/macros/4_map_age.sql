-- One value: whole years of age (0 to 120) on the last day of the quarter, from an age, or from a day of birth, which is kept
-- nowhere.
create or replace macro map_age(given) as
case
    when is_whole_type(given) then map_lived(try_cast(given as bigint))
    when typeof(given) = 'DATE' or typeof(given) like 'TIMESTAMP%'
        then map_lived(date_sub('year', map_day(given), getvariable('mapping_last_day')))
    when regexp_full_match(map_text(given), '[0-9]{1,3}([.,]0)?( *(tahun|thn|th|t))?', 'i')
        then map_lived(try_cast(regexp_extract(map_text(given), '^[0-9]{1,3}') as bigint))
    else map_lived(date_sub('year', map_birth(given), getvariable('mapping_last_day')))
end;
