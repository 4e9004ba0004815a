-- One row: a column of a table or view, in order. PostgreSQL, not DuckDB.
select attname::text
from pg_attribute
where attrelid = to_regclass($1) and attnum > 0 and not attisdropped
order by attnum
