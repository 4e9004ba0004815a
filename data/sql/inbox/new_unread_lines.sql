-- One row: a line that the last reading of a CSV table could not read; an empty value of one row counts the line once.
insert into unread_line
select distinct
    getvariable('table_name') as table_name,
    parse_filename(reject_scans.file_path) as file,
    reject_errors.line,
    first(lower(cast(reject_errors.error_type as varchar))) as reason
from reject_errors
inner join reject_scans using (scan_id, file_id)
group by all;
