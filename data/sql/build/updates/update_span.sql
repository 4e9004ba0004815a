-- One row is the span of all proposals: first and last day that the deliveries tell of; both empty when there are none.
select
    min(filed_on) as first_day,
    max(last_day) as last_day,
    count(*)::integer as proposals
from update_told;
