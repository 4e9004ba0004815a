-- One row is the table of the name in an attached store (``store``, the new one; ``old``, the one that is served); none
-- when it has no such table.
select table_name
from duckdb_tables()
where database_name = $database and table_name = $table;
