-- SQLite. Ends one sign-in for good; gives its row the first time only.
update sign_in set ended_at = $now, ended_why = $why where key = $key and ended_at is null returning subject
