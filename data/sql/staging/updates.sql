-- One row: one proposal, objection or correction, as given, renamed and cast, nothing else.
create or replace view updates as
with given as (
    select
        null::varchar as update_id, no_identifier() as family_id, null::varchar as kecamatan_code, null::date as filed_on,
        null::varchar as kind, null::varchar as channel, null::varchar as stage, null::varchar as outcome,
        null::date as decided_on, null::tinyint as decile_before, null::tinyint as decile_after
    where false
    union all by name
    select * from given_updates
)
select
    as_text(update_id) as update_id,
    as_identifier(family_id) as family_id,
    as_kecamatan(kecamatan_code) as kecamatan_code,
    as_day(filed_on) as filed_on,
    as_text(kind) as kind,
    as_text(channel) as channel,
    as_text(stage) as stage,
    as_text(outcome) as outcome,
    as_day(decided_on) as decided_on,
    as_tiny(decile_before) as decile_before,
    as_tiny(decile_after) as decile_after
from given;
