-- One row: an unbroken time on one programme, joined from rows with start and end; those that hold the quarter are
-- payments. A spell goes on when the next begins in the quarter of its end or in the one after.
with told as (
    select
        *,
        map_quarter_number(spell_start) as first_number,
        coalesce(map_quarter_number(spell_end), 99999) as last_number,
        coalesce(
            aside,
            case
                when left_out is not null then null
                when spell_start is null then 'start: is empty'
                when spell_end < spell_start then 'end: before the start'
            end
        ) as fault
    from mapped_row
),

usable as (
    select
        *,
        case
            when left_out is not null then left_out
            when fault is null and first_number > map_quarter_number(getvariable('mapping_last_day'))
                then 'aid begins after the quarter'
        end as without
    from told
),

ordered as (
    select
        *,
        max(last_number) over (
            partition by family_id, programme, fault, without
            order by first_number, last_number
            rows between unbounded preceding and 1 preceding
        ) as last_before
    from usable
),

numbered as (
    select
        *,
        sum(case when first_number <= last_before + 1 then 0 else 1 end) over (
            partition by family_id, programme, fault, without
            order by first_number, last_number
            rows unbounded preceding
        ) as spell
    from ordered
),

joined as (
    select
        family_id,
        programme,
        fault,
        without,
        count(*) as source_rows,
        min(spell_start) as spell_start,
        max(last_number) as last_number,
        arg_max(quarter, first_number) as quarter,
        arg_max(rupiah, first_number) as rupiah,
        arg_max(persons_covered, first_number) as persons_covered,
        arg_max(kecamatan_code, first_number) as kecamatan_code,
        arg_max(weight, first_number) as weight,
        any_value(quarter) as any_quarter
    from (
        select
            null::bigint as rupiah, null::tinyint as persons_covered, null::varchar as kecamatan_code,
            null::integer as weight
        where false
        union all by name
        select * from numbered
    )
    group by family_id, programme, fault, without, spell
)

select
    any_quarter as quarter,
    family_id,
    programme,
    persons_covered,
    kecamatan_code,
    weight,
    rupiah,
    map_quarter_of(spell_start) as first_quarter,
    fault as aside,
    case
        when without is not null then without
        when fault is null and last_number < map_quarter_number(getvariable('mapping_last_day'))
            then 'aid ended before the quarter'
    end as left_out,
    source_rows
from joined;
