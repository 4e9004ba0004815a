-- SQLite. One row: the last run record, if any.
select id, sha256, seal from run_record order by id desc limit 1
