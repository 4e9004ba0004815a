-- One row is one family as an earlier quarter knew it that is not in the register now; place counts the quarters from the
-- earliest of the span. What was known last is where it was last, and how many members it had when last in the register.
create or replace temp table gone_family as
with earlier as (
    select
        family_id,
        list_position(getvariable('known_family_span'), filename) as place,
        kabupaten,
        decile,
        weight,
        persons,
        pkh is not null or sembako is not null as on_aid
    from read_parquet(getvariable('known_family_span'), filename = true)
)
select
    e.*,
    arg_max(e.kabupaten, e.place) over (partition by e.family_id) as last_kabupaten,
    arg_max(e.persons, e.place) filter (e.decile >= 0) over (partition by e.family_id) as last_persons
from earlier as e
anti join (select family_id from known_family where decile >= 0) as registered using (family_id);
