-- One row: one proposal, objection or correction, as it came; columns that did not come are empty.
create or replace view raw_updates as
select
    null::varchar as update_id, no_identifier() as family_id, null::varchar as kecamatan_code, null::date as filed_on,
    null::varchar as kind, null::varchar as channel, null::varchar as stage, null::varchar as outcome,
    null::date as decided_on, null::tinyint as decile_before, null::tinyint as decile_after
where false
union all by name
select * from given_updates;
