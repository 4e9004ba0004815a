-- One value: a whole number of four bytes, NULL when it cannot be read as one.
create or replace macro as_whole(given) as
case
    when typeof(given) in ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT')
        then try_cast(given as integer)
    else try_cast(plain_whole(cast(given as varchar)) as integer)
end;
