-- One row is a kabupaten and programme whose opening is not the closing of the quarter before.
with quarter_before as (
    select quarter, lag(quarter) over (order by quarter) as last_quarter from quarter_info
),
opening as (
    select quarter, kabupaten_code, programme, families, persons from movement where flow = 'opening'
),
last_closing as (
    select q.quarter, m.kabupaten_code, m.programme, m.families, m.persons
    from movement as m
    inner join quarter_before as q on q.last_quarter = m.quarter
    where m.flow = 'closing'
)
select
    quarter,
    kabupaten_code,
    programme,
    opening.families as opening,
    last_closing.families as last_closing,
    opening.persons as opening_persons,
    last_closing.persons as last_closing_persons
from opening
full join last_closing using (quarter, kabupaten_code, programme)
where
    opening.families is distinct from last_closing.families
    or opening.persons is distinct from last_closing.persons
order by all;
