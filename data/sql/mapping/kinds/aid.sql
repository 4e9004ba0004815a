-- One row: a programme of a family in a table that has columns for each programme; only those on aid are payments.
with told as (
    select * exclude (aids), unnest(aids) as one_aid from mapped_row
)

select
    * exclude (one_aid, aside, left_out),
    one_aid.programme as programme,
    one_aid.rupiah as rupiah,
    one_aid.first_quarter as first_quarter,
    one_aid.persons_covered as persons_covered,
    coalesce(left_out, case when aside is null and not coalesce(one_aid.is_on, false) then 'not on aid' end) as left_out,
    aside,
    1::bigint as source_rows
from told;
