-- SQLite. One row: a scenario that somebody saved. name_key is the name as it is compared (case, width and spaces aside).
-- autoincrement, so that the number of a deleted scenario never means another one.
create table scenario (
    id integer primary key autoincrement,
    owner text not null check (owner <> ''),
    name text not null check (name <> ''),
    name_key text not null,
    toml text not null,
    created_at text not null,
    changed_at text not null,
    renamed_from text not null default '',
    copied_from text not null default '',
    unique (owner, name_key)
) strict
