-- error, spotcheck: a visit whose fpc is not above 0
select * from spotcheck
where fpc <= 0;
