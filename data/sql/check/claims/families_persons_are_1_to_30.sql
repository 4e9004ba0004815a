-- error, families: a family whose persons are missing or not 1 to 30
select * from families
where persons is null or persons not between 1 and 30;
