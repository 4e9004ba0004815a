-- SQLite. One row: the run record of this number.
select * from run_record where id = $id
