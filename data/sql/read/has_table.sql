-- One row is the table of the name in the build that is read; none when it has no such table.
select table_name
from duckdb_tables()
where table_name = $table;
