-- SQLite. Deletes one saved scenario.
delete from scenario where id = $id
