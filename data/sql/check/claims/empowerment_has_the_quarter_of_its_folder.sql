-- error, empowerment: a row whose quarter is not that of its folder
select * from empowerment
where quarter is distinct from getvariable('quarter');
