-- SQLite. Refuses a row of run_record that is not the next one: "insert or replace" would delete without a delete trigger.
create trigger records_follow_one_another before insert on run_record
when
    new.id is not (select coalesce(max(id), 0) + 1 from run_record)
    or new.previous_sha256 is not coalesce((select sha256 from run_record order by id desc limit 1), '')
begin
    select raise(abort, 'a run record follows the one before');
end
