-- SQLite. Puts another content into one saved scenario.
update scenario set toml = $toml, changed_at = $changed_at where id = $id
