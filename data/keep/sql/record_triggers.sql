-- SQLite. One row a trigger that guards the run records.
select name from sqlite_schema where type = 'trigger' and tbl_name = 'run_record' order by name
