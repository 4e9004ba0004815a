-- SQLite. Refuses to change a row of run_record.
create trigger records_are_never_changed before update on run_record
begin
    select raise(abort, 'a run record is never changed');
end
