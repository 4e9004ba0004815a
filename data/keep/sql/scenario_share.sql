-- SQLite. Lets somebody read a scenario; again is no fault.
insert into scenario_reader (scenario_id, reader, shared_at) values ($id, $reader, $shared_at) on conflict do nothing
