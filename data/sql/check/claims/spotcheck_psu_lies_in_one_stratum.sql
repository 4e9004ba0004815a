-- error, spotcheck: a visit to a psu that comes in more than one stratum
select * from spotcheck
where psu in (select psu from spotcheck group by psu having count(distinct stratum) > 1);
