-- One row is the proposals filed in a quarter in a kecamatan that wait for a decision; overdue as in update_flow.
select
    quarter,
    kabupaten_code,
    kecamatan_code,
    filed_on + interval 3 month < last_day as overdue,
    count(*)::integer as proposals
from update_told
where outcome = 'pending'
group by all
order by all;
