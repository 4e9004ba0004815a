-- One row is one PSU of the nation: agreement of the register's decile with the verified one.
select * exclude (quarter)
from spotcheck_decile
where quarter = $quarter
order by psu;
