-- SQLite. Adds one saved scenario.
insert into scenario (owner, name, name_key, toml, created_at, changed_at, copied_from)
values ($owner, $name, $name_key, $toml, $created_at, $created_at, $copied_from)
