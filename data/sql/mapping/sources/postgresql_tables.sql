-- One row: a table or view that is not the system's own. PostgreSQL, not DuckDB.
select format('%I.%I', table_schema, table_name)::text
from information_schema.tables
where table_schema not in ('pg_catalog', 'information_schema')
order by 1
