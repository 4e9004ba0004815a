-- SQLite. One row a scenario of others that this person may read, the last changed first.
select s.* from scenario s
where s.owner <> $reader and exists (select 1 from scenario_reader r where r.scenario_id = s.id and r.reader in ($reader, '*'))
order by s.changed_at desc, s.id desc
