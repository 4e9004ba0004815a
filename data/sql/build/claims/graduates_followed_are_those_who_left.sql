-- One row is a quarter, an earlier one and a programme in which other families are followed than graduated.
with numbered as (
    select quarter, left(quarter, 4)::integer * 4 + right(quarter, 1)::integer as ordinal from quarter_info
),
graduated as (
    select quarter as quarter_graduated, programme, sum(families) as families
    from movement
    where flow = 'exited' and reason = 'graduated' and given and programme in ('PKH', 'SEMBAKO')
    group by all
),
expected as (
    select now.quarter, quarter_graduated, programme, families
    from graduated
    inner join numbered as past on past.quarter = quarter_graduated
    inner join numbered as now on now.ordinal - past.ordinal between 1 and 4
),
followed as (
    select quarter, quarter_graduated, programme, sum(families) as families from relapse group by all
)
select quarter, quarter_graduated, programme, expected.families as graduated, followed.families as followed
from expected
full join followed using (quarter, quarter_graduated, programme)
where expected.families is distinct from followed.families
order by all;
