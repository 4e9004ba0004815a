-- error, exits: a family_id and programme that exit more than once in the quarter
select family_id, programme, count(*) as times
from exits
where family_id is not null
group by family_id, programme
having count(*) > 1;
