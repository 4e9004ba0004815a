-- error, spotcheck: an interview without a verified_decile of 1 to 10
select * from spotcheck
where (outcome = 'interviewed' and verified_decile is null) or verified_decile not between 1 and 10;
