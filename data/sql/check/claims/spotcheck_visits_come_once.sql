-- error, spotcheck: a sample_id that is missing or comes more than once in the quarter
select sample_id, count(*) as times
from spotcheck
group by sample_id
having count(*) > 1 or sample_id is null;
