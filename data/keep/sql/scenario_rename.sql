-- SQLite. Gives one saved scenario another name.
update scenario
set name = $name, name_key = $name_key, renamed_from = $former, changed_at = $changed_at
where id = $id
