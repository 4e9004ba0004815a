-- SQLite. One row: this person's saved scenario of this name, if any.
select id, name from scenario where owner = $owner and name_key = $name_key
