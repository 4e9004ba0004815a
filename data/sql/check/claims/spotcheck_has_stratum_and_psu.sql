-- error, spotcheck: a visit without stratum or psu, without which no error can be estimated
select * from spotcheck
where stratum is null or stratum = '' or psu is null or psu = '';
