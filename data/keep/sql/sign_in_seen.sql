-- SQLite. Notes that somebody was active, unless the sign-in has ended.
update sign_in set seen_at = $now where key = $key and ended_at is null and seen_at < $now
