-- One value: a whole number of one byte, NULL when it cannot be read as one.
create or replace macro as_tiny(given) as
case
    when typeof(given) in ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT')
        then try_cast(given as tinyint)
    else try_cast(plain_whole(cast(given as varchar)) as tinyint)
end;
