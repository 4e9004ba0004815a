-- SQLite. One row: how many scenarios this person has saved.
select count(*) from scenario where owner = $owner
