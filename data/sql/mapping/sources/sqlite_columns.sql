-- One row: a column of a table or view of a SQLite database, in order. SQLite, not DuckDB.
select name from pragma_table_info(:table);
