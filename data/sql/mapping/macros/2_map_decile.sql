-- One value: a decile, from 4, Desil 4, D4 or 4.0, 0 from words that it is not ranked (Belum diperingkat, tidak ada desil);
-- what is beyond 10 is left for the check to judge.
create or replace macro map_decile(given) as
case
    when is_whole_type(given) then try_cast(given as bigint)
    else coalesce(
        try_cast(
            regexp_extract(map_text(given), '^(?:desil|decile|d)?[ ._-]*([0-9]{1,2})([.,]0{1,2})?$', 1, 'i') as bigint
        ),
        case
            when regexp_full_match(
                map_text(given), '(belum|tidak|tanpa|non|not)\b[^0-9]*(desil|decile|peringkat|rank)[^0-9]*|unranked', 'i'
            ) then 0
        end
    )
end;
