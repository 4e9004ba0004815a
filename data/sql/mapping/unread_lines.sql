-- One row: how many lines of the files read last are no rows.
select count(distinct (file_id, line)) as unread_lines from reject_errors;
