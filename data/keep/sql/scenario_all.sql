-- SQLite. One row a scenario of anybody else, the last changed first; for administrators.
select * from scenario where owner <> $reader order by changed_at desc, id desc
