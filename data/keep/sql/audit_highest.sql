-- SQLite. One row: the highest number that an event ever had; none before the first.
select seq from sqlite_sequence where name = 'audit_event'
