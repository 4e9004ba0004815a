-- error, quotas: a quota that is missing or negative
select * from quotas
where quota is null or quota < 0;
