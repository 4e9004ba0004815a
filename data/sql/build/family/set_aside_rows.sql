-- One row is one input table: rows in the files, and rows that were set aside as broken.
create or replace temp table set_aside_rows as
select
    unnest($tables)::varchar as table_name,
    unnest($rows_in)::bigint as rows_in,
    unnest($rows_set_aside)::bigint as rows_set_aside;
