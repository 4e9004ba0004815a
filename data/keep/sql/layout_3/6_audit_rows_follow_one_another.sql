-- SQLite. Refuses a row of audit_event that is not the next one: "insert or replace" would delete without a delete trigger.
create trigger audit_rows_follow_one_another before insert on audit_event
when
    new.id is not (select coalesce(max(id), 0) + 1 from audit_event)
    or new.previous_sha256 is not coalesce((select sha256 from audit_event order by id desc limit 1), '')
begin
    select raise(abort, 'a row of the audit trail follows the one before');
end
