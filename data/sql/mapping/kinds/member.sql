-- One row: a family of the quarter, counted from the rows of its members; all of them or none.
with member as (
    select
        null::varchar as family_id, null::varchar as kecamatan_code, null::tinyint as decile, null::integer as weight,
        null::tinyint as persons, null::tinyint as pregnant, null::tinyint as children_0_6,
        null::tinyint as pupils_sd, null::tinyint as pupils_smp, null::tinyint as pupils_sma,
        null::tinyint as aged_60_plus, null::tinyint as severe_disability, null::tinyint as working_age_able,
        null::boolean as from_dtks, null::boolean as from_regsosek, null::boolean as from_p3ke,
        null::varchar as civil_match, null::varchar as last_verified, null::varchar as verified_by,
        null::integer as member_age, null::varchar as member_sex, null::varchar as member_schooling,
        null::boolean as member_disability, null::boolean as member_pregnancy
    where false
    union all by name
    select * from mapped_row
),

-- The school in a register is often the highest one reached; PKH's pupils are 6 to 21 years old.
aged as (
    select
        *,
        coalesce(member_age between 5 and 21, true) as is_of_school_age
    from member
),

family as (
    select
        family_id,
        left_out,
        count(*) as source_rows,
        max(aside) as aside_member,
        any_value(quarter) as quarter,
        any_value(kecamatan_code) as kecamatan_code,
        any_value(decile) as decile,
        min(decile) is distinct from max(decile) as has_deciles,
        min(kecamatan_code) is distinct from max(kecamatan_code) as has_places,
        any_value(weight) as weight,
        any_value(persons) as told_persons,
        any_value(pregnant) as told_pregnant,
        any_value(children_0_6) as told_children_0_6,
        any_value(pupils_sd) as told_pupils_sd,
        any_value(pupils_smp) as told_pupils_smp,
        any_value(pupils_sma) as told_pupils_sma,
        any_value(aged_60_plus) as told_aged_60_plus,
        any_value(severe_disability) as told_severe_disability,
        any_value(working_age_able) as told_working_age_able,
        any_value(from_dtks) as from_dtks,
        any_value(from_regsosek) as from_regsosek,
        any_value(from_p3ke) as from_p3ke,
        any_value(civil_match) as civil_match,
        max(last_verified) as last_verified,
        any_value(verified_by) as verified_by,
        count(*) filter (member_pregnancy and member_sex is distinct from 'm') as pregnant,
        count(*) filter (member_age between 0 and 6) as children_0_6,
        count(*) filter (member_schooling = 'sd' and is_of_school_age) as pupils_sd,
        count(*) filter (member_schooling = 'smp' and is_of_school_age) as pupils_smp,
        count(*) filter (member_schooling = 'sma' and is_of_school_age) as pupils_sma,
        count(*) filter (member_age >= 60) as aged_60_plus,
        count(*) filter (member_disability) as severe_disability,
        count(*) filter (member_age between 18 and 59 and member_disability is distinct from true) as working_age_able
    from aged
    group by family_id, left_out
)

select
    quarter,
    family_id,
    kecamatan_code,
    decile,
    weight,
    coalesce(told_persons, try_cast(source_rows as tinyint)) as persons,
    coalesce(told_pregnant, try_cast(pregnant as tinyint)) as pregnant,
    coalesce(told_children_0_6, try_cast(children_0_6 as tinyint)) as children_0_6,
    coalesce(told_pupils_sd, try_cast(pupils_sd as tinyint)) as pupils_sd,
    coalesce(told_pupils_smp, try_cast(pupils_smp as tinyint)) as pupils_smp,
    coalesce(told_pupils_sma, try_cast(pupils_sma as tinyint)) as pupils_sma,
    coalesce(told_aged_60_plus, try_cast(aged_60_plus as tinyint)) as aged_60_plus,
    coalesce(told_severe_disability, try_cast(severe_disability as tinyint)) as severe_disability,
    coalesce(told_working_age_able, try_cast(working_age_able as tinyint)) as working_age_able,
    from_dtks,
    from_regsosek,
    from_p3ke,
    civil_match,
    last_verified,
    verified_by,
    left_out,
    case
        when aside_member is not null then aside_member
        when left_out is not null then null
        when has_deciles then 'decile: differs between members of one family'
        when has_places then 'kecamatan_code: differs between members of one family'
    end as aside,
    source_rows
from family;
