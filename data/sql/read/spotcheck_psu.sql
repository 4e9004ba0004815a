-- One row is one primary sampling unit of the quarter's spot check, of the whole nation.
select * exclude (quarter)
from spotcheck_psu
where quarter = $quarter
order by psu;
