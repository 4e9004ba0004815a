-- error, payments: a family_id and programme that come more than once in the quarter
select family_id, programme, count(*) as times
from payments
where family_id is not null
group by family_id, programme
having count(*) > 1;
