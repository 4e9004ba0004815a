-- SQLite. One row a trigger that guards the audit trail.
select name from sqlite_schema where type = 'trigger' and tbl_name = 'audit_event' order by name
