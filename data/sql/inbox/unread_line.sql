-- One row: a line of a CSV file that cannot be read as a row, with its number and the reason, never its content.
create table if not exists unread_line (table_name varchar, file varchar, line ubigint, reason varchar);
