-- One value: true (true, t, 1, yes, ya) or false (false, f, 0, no, tidak), NULL when it cannot be read as either.
create or replace macro as_truth(given) as
case
    when typeof(given) = 'BOOLEAN' then try_cast(given as boolean)
    when regexp_full_match(trim(cast(given as varchar)), 'true|t|1|yes|ya', 'i') then true
    when regexp_full_match(trim(cast(given as varchar)), 'false|f|0|no|tidak', 'i') then false
end;
