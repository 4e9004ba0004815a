-- True or false: a number in text whose reading its column (see number_forms) leaves open. Both signs in one column are
-- doubtful; so are three digits after a sign, unless another value shows that the sign is the decimal one. A 0 at the end
-- of three (2.500) is doubtful beside other decimals (850.5) too: what writes 850.5 would have written 2.5.
create or replace macro is_doubtful(given, forms) as
case
    when typeof(given) <> 'VARCHAR' or given is null then false
    when forms.comma and forms.point then regexp_matches(cast(given as varchar), '[.,]')
    else has_three_after(cast(given as varchar)) and (forms.padded or not forms.decimal)
end;
