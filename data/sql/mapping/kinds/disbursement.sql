-- One row: a family on one programme, its payments of the quarter added up; all of them or none.
with told as (
    select null::varchar as paid_on, null::tinyint as persons_covered, null::varchar as kecamatan_code, null::integer as weight
    where false
    union all by name
    select * from mapped_row
),

placed as (
    select
        *,
        coalesce(left_out, case when aside is null and paid_on <> quarter then 'paid in another quarter' end) as without
    from told
),

paid as (
    select
        quarter,
        family_id,
        programme,
        without as left_out,
        max(persons_covered) as persons_covered,
        any_value(kecamatan_code) as kecamatan_code,
        any_value(weight) as weight,
        sum(rupiah) as rupiah,
        min(first_quarter) as first_quarter,
        max(aside) as aside,
        count(*) as source_rows
    from placed
    group by quarter, family_id, programme, without
)

select
    * replace (
        try_cast(rupiah as bigint) as rupiah,
        coalesce(left_out, case when aside is null and rupiah <= 0 then 'paid back' end) as left_out
    )
from paid;
