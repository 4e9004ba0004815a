-- True or false: a value is or holds a number of sixteen digits, also with marks between them, with a word before it,
-- or as a spreadsheet writes it (3,51501E+15). Digits of any script count. A UUID and a number with decimals are not one.
create or replace macro has_sixteen_digits(given) as
case
    when is_number(given) then abs(try_cast(given as double)) between 1e15 and 9.99999999999999e15
    else strlen(cast(given as varchar)) >= 5
        and (
            regexp_matches(cast(given as varchar), '^ *\p{Nd}[.,]\p{Nd}{2,}[eE][+]?15 *$')
            or regexp_matches(
                cast(given as varchar), '(^|[^\p{Nd}A-Za-z])[A-Za-z]{0,10}(\p{Nd}[ ./_-]?){15}\p{Nd}([^\p{Nd}A-Za-z]|$)'
            )
        )
        and not regexp_full_match(
            cast(given as varchar),
            '[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|[+-]?\p{Nd}{0,15}[.,]\p{Nd}+([eE]-?\p{Nd}{1,2})?'
        )
end;
