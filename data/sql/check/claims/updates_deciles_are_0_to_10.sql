-- error, updates: a proposal with a decile that is not 0 to 10
select * from updates
where decile_before not between 0 and 10 or decile_after not between 0 and 10;
