-- One row is one column of a table of the built database, with its type.
select table_name, column_name, data_type
from duckdb_columns()
where database_name = $database and not internal
order by table_name, column_index;
