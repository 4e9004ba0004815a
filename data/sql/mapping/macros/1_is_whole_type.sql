-- True or false: a value came as a whole number, so that nothing of it must be read.
create or replace macro is_whole_type(given) as
typeof(given) in ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER');
