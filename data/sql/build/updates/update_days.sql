-- One row is one group of decided proposals by the days from filing to decision.
select
    quarter,
    kabupaten_code,
    kind,
    channel,
    date_diff('day', filed_on, decided_on)::integer as days,
    count(*)::integer as proposals
from update_told
where decided_on is not null
group by all
order by all;
