-- One value: a whole number of eight bytes, NULL when it cannot be read as one.
create or replace macro as_long(given) as
case
    when typeof(given) in ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT')
        then try_cast(given as bigint)
    else try_cast(plain_whole(cast(given as varchar)) as bigint)
end;
