-- One row is one input table with broken rows that were set aside.
create or replace temp table set_aside as
select unnest($tables)::varchar as table_name, unnest($failures)::bigint as failures;
