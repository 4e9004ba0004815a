-- One value: whole years of age on the last day of the quarter, from an age, or from a day of birth, which is kept
-- nowhere.
create or replace macro map_age(given) as
case
    when is_whole_type(given) then try_cast(given as bigint)
    when typeof(given) = 'DATE' or typeof(given) like 'TIMESTAMP%'
        then date_sub('year', map_day(given), getvariable('mapping_last_day'))
    when regexp_full_match(map_text(given), '[0-9]{1,3}([.,]0)?( *(tahun|thn|th|t))?', 'i')
        then try_cast(regexp_extract(map_text(given), '^[0-9]{1,3}') as bigint)
    else date_sub('year', map_day(given), getvariable('mapping_last_day'))
end;
