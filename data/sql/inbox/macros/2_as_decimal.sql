-- One value: a finite number, NULL when it cannot be read as one.
create or replace macro as_decimal(given) as
case
    when typeof(given) in ('FLOAT', 'DOUBLE')
        then case when isfinite(try_cast(given as double)) then try_cast(given as double) end
    else try_cast(plain_decimal(cast(given as varchar)) as double)
end;
