-- SQLite. Refuses to delete a row of audit_event.
create trigger audit_is_never_deleted before delete on audit_event
begin
    select raise(abort, 'a row of the audit trail is never deleted');
end
