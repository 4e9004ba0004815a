-- SQLite. A record made before seals existed has an empty one.
alter table run_record add column seal text not null default ''
