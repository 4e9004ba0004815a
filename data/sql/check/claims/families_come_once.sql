-- error, families: a family_id that comes more than once in the quarter
select family_id, count(*) as times
from families
where family_id is not null
group by family_id
having count(*) > 1;
