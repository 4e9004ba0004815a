-- True or false: an identifier has lost digits: a text such as 6,00007E+07, or a number with a fraction or too wide to be
-- exact.
create or replace macro is_rounded(given) as
case
    when typeof(given) = 'VARCHAR'
        then coalesce(
            regexp_full_match(trim(cast(given as varchar)), '[0-9]([.,][0-9]+[eE][+]?|[eE][+])[0-9]{1,2}'), false
        )
    else try_cast(given as double) is not null
        and (
            not isfinite(try_cast(given as double))
            or abs(try_cast(given as double)) >= 9007199254740992
            or try_cast(given as double) <> floor(try_cast(given as double))
        )
end;
