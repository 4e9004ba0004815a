-- True or false: a value is or holds a number of sixteen digits, also with marks between them, with a word before it,
-- or as a spreadsheet writes it (3,51501E+15). Digits of any script count. A UUID and a number with decimals are not one.
create or replace macro has_sixteen_digits(given) as
case
    when is_number(given) then abs(try_cast(given as double)) between 1e15 and 9.99999999999999e15
    else shows_sixteen_digits(plain_digits(cast(given as varchar)))
end;
