-- One row: one proposal, objection or correction, renamed and cast, nothing else.
create or replace view updates as
select
    as_text(update_id) as update_id,
    as_identifier(family_id) as family_id,
    as_kecamatan('updates', kecamatan_code) as kecamatan_code,
    as_day(filed_on) as filed_on,
    as_text(kind) as kind,
    as_text(channel) as channel,
    as_text(stage) as stage,
    as_text(outcome) as outcome,
    as_day(decided_on) as decided_on,
    as_tiny(decile_before) as decile_before,
    as_tiny(decile_after) as decile_after
from raw_updates;
