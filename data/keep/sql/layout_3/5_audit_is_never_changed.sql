-- SQLite. Refuses to change a row of audit_event.
create trigger audit_is_never_changed before update on audit_event
begin
    select raise(abort, 'a row of the audit trail is never changed');
end
