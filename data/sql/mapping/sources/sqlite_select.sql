-- One row: the statement that reads some columns of a table, with its names quoted. SQLite, not DuckDB.
select format('select %s from "%w"', group_concat(format('"%w"', value), ', '), :table)
from json_each(:columns);
