-- SQLite. One row: the saved scenario of this number, if it is this person's.
select * from scenario where owner = $owner and id = $id
