-- error, spotcheck: a visit whose quarter is not that of its folder
select * from spotcheck
where quarter is distinct from getvariable('quarter');
