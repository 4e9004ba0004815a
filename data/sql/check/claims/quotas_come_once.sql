-- error, quotas: a kabupaten_code and programme that come more than once
select kabupaten_code, programme, count(*) as times
from quotas
group by kabupaten_code, programme
having count(*) > 1;
