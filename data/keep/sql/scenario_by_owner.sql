-- SQLite. One row a saved scenario of this person, the last changed first.
select * from scenario where owner = $owner order by changed_at desc, id desc
