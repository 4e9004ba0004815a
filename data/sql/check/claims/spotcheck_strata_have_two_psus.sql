-- warning, spotcheck: a stratum with a single psu, where the variance must be borrowed
select stratum, count(*) as visits
from spotcheck
where stratum is not null
group by stratum
having count(distinct psu) = 1;
