-- One row is a programme and quarter where families that moved out of a kabupaten did not all arrive in another.
with moved as (
    select
        quarter,
        programme,
        sum(case flow when 'moved_in' then families when 'moved_out' then -families else 0 end) as families,
        sum(case flow when 'moved_in' then persons when 'moved_out' then -persons else 0 end) as persons
    from movement
    group by all
)
select *
from moved
where families <> 0 or persons <> 0
order by all;
