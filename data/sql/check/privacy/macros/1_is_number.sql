-- True or false: a value is a number, not text; known from its type when a query is bound.
create or replace macro is_number(given) as
typeof(given) in (
    'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT', 'HUGEINT', 'UHUGEINT',
    'FLOAT', 'DOUBLE'
)
or typeof(given) like 'DECIMAL%';
