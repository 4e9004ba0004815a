-- error, exits: an exit whose quarter is not that of its folder
select * from exits
where quarter is distinct from getvariable('quarter');
