-- SQLite. One row: somebody who may read (never change) a scenario of another; reader '*' is everybody who is let in.
create table scenario_reader (
    scenario_id integer not null,
    reader text not null check (reader <> ''),
    shared_at text not null,
    primary key (scenario_id, reader)
) strict
