-- SQLite. One row a run record of this person, the newest first.
select * from run_record where who = $who order by id desc limit $limit
