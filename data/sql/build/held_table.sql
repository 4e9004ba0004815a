-- One row is the table of the name in the store that is served; none when it has no such table.
select table_name
from duckdb_tables()
where database_name = 'old' and table_name = $table;
