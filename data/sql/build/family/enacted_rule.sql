-- One row is one programme with the last decile that its enacted rule allows, and whether it asks for a component.
create or replace temp table enacted_rule as
select
    unnest($programmes)::varchar as programme,
    unnest($max_deciles)::tinyint as max_decile,
    unnest($need_component)::boolean as needs_component;
