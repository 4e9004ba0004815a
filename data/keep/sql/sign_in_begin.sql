-- SQLite. Adds one sign-in; the same one twice stays as it is.
insert into sign_in (key, subject, began_at, seen_at) values ($key, $subject, $now, $now) on conflict do nothing
