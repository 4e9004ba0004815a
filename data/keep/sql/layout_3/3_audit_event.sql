-- SQLite. One row: what somebody did, never changed or deleted. sha256 covers all columns and the row before.
create table audit_event (
    id integer primary key autoincrement,
    at text not null,
    who text not null check (who <> ''),
    role text not null,
    what text not null check (what <> ''),
    page text not null,
    area text not null,
    about text not null,
    previous_sha256 text not null,
    sha256 text not null unique,
    seal text not null
) strict
