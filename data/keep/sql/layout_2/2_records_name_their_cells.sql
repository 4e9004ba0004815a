-- SQLite. The digest of the cells that a run was computed from; a record made before has an empty one.
alter table run_record add column cells_sha256 text not null default ''
