-- error, families: a family whose quarter is not that of its folder
select * from families
where quarter is distinct from getvariable('quarter');
