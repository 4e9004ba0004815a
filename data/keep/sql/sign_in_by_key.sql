-- SQLite. One row: the sign-in of this key.
select * from sign_in where key = $key
