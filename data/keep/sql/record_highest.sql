-- SQLite. One row: the highest number that a run record ever had; none before the first.
select seq from sqlite_sequence where name = 'run_record'
