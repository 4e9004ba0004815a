-- One row: the statement that reads some columns of a table, with its names quoted; what Arrow has no plain type for is
-- read as text. PostgreSQL, not DuckDB.
select
    format(
        'select %s from %s',
        string_agg(
            case
                when format_type(atttypid, null) in (
                    'smallint', 'integer', 'bigint', 'real', 'double precision', 'boolean', 'date', 'text',
                    'character varying'
                ) then format('%I', attname)
                else format('%I::text as %I', attname, attname)
            end,
            ', ' order by attnum
        ),
        to_regclass($1)
    )
from pg_attribute
where attrelid = to_regclass($1) and attname in (select json_array_elements_text($2::json))
