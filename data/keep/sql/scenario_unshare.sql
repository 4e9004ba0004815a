-- SQLite. Nobody but its owner may read a scenario any more.
delete from scenario_reader where scenario_id = $id
