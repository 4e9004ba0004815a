-- SQLite. One row an event that fits, the newest first; an empty text fits everything.
select * from audit_event
where ($what = '' or what = $what) and ($who = '' or instr(lower(who || ' ' || about), lower($who)) > 0)
order by id desc
limit $limit
