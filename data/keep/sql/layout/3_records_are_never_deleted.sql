-- SQLite. Refuses to delete a row of run_record.
create trigger records_are_never_deleted before delete on run_record
begin
    select raise(abort, 'a run record is never deleted');
end
