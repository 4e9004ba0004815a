-- SQLite. One row a run record, in the order of recording.
select * from run_record order by id
