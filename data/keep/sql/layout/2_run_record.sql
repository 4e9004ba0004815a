-- SQLite. One row: a run that was recorded, never changed or deleted. sha256 covers all columns and the row before.
-- autoincrement, so that SQLite remembers the highest number even when the last rows are torn out.
create table run_record (
    id integer primary key autoincrement,
    recorded_at text not null,
    who text not null check (who <> ''),
    scenario text not null,
    scenario_sha256 text not null,
    baseline text not null,
    build_id text not null,
    quarter text not null,
    code_version text not null,
    scope text not null,
    results_sha256 text not null,
    figures text not null,
    previous_sha256 text not null,
    sha256 text not null unique
) strict
