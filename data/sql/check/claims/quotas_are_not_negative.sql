-- error, quotas: a quota that is missing, negative or above a thousand million
select * from quotas
where quota is null or quota not between 0 and 1000000000;
