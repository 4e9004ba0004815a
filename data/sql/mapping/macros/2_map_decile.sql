-- One value: a decile, from 4, Desil 4, D4 or 4.0; what is beyond 10 is left for the check to judge.
create or replace macro map_decile(given) as
case
    when is_whole_type(given) then try_cast(given as bigint)
    else try_cast(
        regexp_extract(map_text(given), '^(?:desil|decile|d)?[ ._-]*([0-9]{1,2})([.,]0{1,2})?$', 1, 'i') as bigint
    )
end;
