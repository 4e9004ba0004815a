-- error, updates: an update_id that is missing or comes more than once in the quarter
select update_id, count(*) as times
from updates
group by update_id
having count(*) > 1 or update_id is null;
