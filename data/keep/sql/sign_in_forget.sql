-- SQLite. Forgets sign-ins that began before a moment; their cookies are too old by then whatever the list says.
delete from sign_in where began_at < $before
