-- SQLite. One row: one sign-in of one person, until it ended. key is the hash of what the provider said, never the claims.
create table sign_in (
    key text primary key,
    subject text not null,
    began_at real not null,
    seen_at real not null,
    ended_at real,
    ended_why text not null default ''
) strict
