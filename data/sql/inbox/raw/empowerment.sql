-- One row: one family in one empowerment programme, as it came; columns that did not come are empty.
create or replace view raw_empowerment as
select
    no_identifier() as family_id, null::varchar as quarter, null::varchar as pillar, null::varchar as programme,
    null::varchar as outcome
where false
union all by name
select * from given_empowerment;
