-- SQLite. One row an event of the audit trail, in the order of noting.
select * from audit_event order by id
