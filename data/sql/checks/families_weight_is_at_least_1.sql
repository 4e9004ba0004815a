-- error, families: a family whose weight is under 1
select * from families
where weight < 1;
