-- SQLite. One row somebody who may read a scenario.
select reader from scenario_reader where scenario_id = $id order by reader
