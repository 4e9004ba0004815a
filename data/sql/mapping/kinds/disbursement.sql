-- One row: a family on one programme, its payments of the quarter added up; all of them or none. Rows that are equal in all
-- that is read, the day of payment among it, are one payment; the others are told in a row of their own. Where money came
-- back (an amount below 0), every row is added up, for the same amount may go out twice.
with told as (
    select null::varchar as paid_on, null::tinyint as persons_covered, null::varchar as kecamatan_code, null::integer as weight
    where false
    union all by name
    select * from mapped_row
),

placed as (
    select
        *,
        case
            when left_out is not null then left_out
            when aside is not null then null
            when case when strlen(paid_on) = 10 then map_quarter_of(try_cast(paid_on as date)) else paid_on end <> quarter
                then 'paid in another quarter'
        end as without
    from told
),

payment as (
    select
        quarter,
        family_id,
        programme,
        without,
        aside,
        paid_on,
        rupiah,
        persons_covered,
        first_quarter,
        kecamatan_code,
        weight,
        count(*) as times
    from placed
    group by all
),

paid as (
    select
        quarter,
        family_id,
        programme,
        without,
        max(persons_covered) as persons_covered,
        any_value(kecamatan_code) as kecamatan_code,
        any_value(weight) as weight,
        min(first_quarter) as first_quarter,
        max(aside) as aside,
        sum(times) as source_rows,
        sum(rupiah * times) as rupiah_of_all,
        sum(case when strlen(paid_on) = 10 then rupiah else rupiah * times end) as rupiah_of_each,
        case
            when without is null and max(aside) is null and not coalesce(bool_or(rupiah < 0), false)
                then coalesce(sum(times - 1) filter (strlen(paid_on) = 10), 0)
            else 0
        end as repeated
    from payment
    group by quarter, family_id, programme, without
),

parted as (
    select
        * replace (source_rows - repeated as source_rows),
        case when repeated > 0 then rupiah_of_each else rupiah_of_all end as rupiah,
        without as left_out
    from paid
    union all by name
    select
        * replace (repeated as source_rows),
        null as rupiah,
        'repeated row, equal in family, programme, day and all else that is read' as left_out
    from paid
    where repeated > 0
)

select
    quarter,
    family_id,
    programme,
    persons_covered,
    kecamatan_code,
    weight,
    first_quarter,
    try_cast(rupiah as bigint) as rupiah,
    case
        when left_out is not null then left_out
        when aside is null and rupiah <= 0 then 'returned, its payments add up to nothing'
    end as left_out,
    aside,
    source_rows::bigint as source_rows
from parted;
