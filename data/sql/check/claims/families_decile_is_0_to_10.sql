-- error, families: a family whose decile is missing or not 0 to 10
select * from families
where decile is null or decile not between 0 and 10;
