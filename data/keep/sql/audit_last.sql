-- SQLite. One row: the last event of the audit trail, if any.
select id, sha256, seal from audit_event order by id desc limit 1
