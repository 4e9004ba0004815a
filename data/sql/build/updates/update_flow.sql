-- One row is one group of proposals filed in a quarter that are alike; overdue = pending for over three months on the last day told of.
select
    quarter,
    kabupaten_code,
    kind,
    channel,
    stage,
    outcome,
    outcome = 'pending' and filed_on + interval 3 month < last_day as overdue,
    count(*)::integer as proposals
from update_told
group by all
order by all;
