-- One row is one programme: how good the chances are for families that their model has not seen.
select * from checking_quality order by programme;
