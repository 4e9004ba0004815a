-- error, spotcheck: a recheck of a visit that is not in the sample, or of itself
select * from spotcheck
where recheck_of = sample_id or recheck_of not in (select sample_id from spotcheck where sample_id is not null);
