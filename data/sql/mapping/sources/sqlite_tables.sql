-- One row: a table or view of a SQLite database. SQLite, not DuckDB.
select name from sqlite_master where type in ('table', 'view') order by name;
