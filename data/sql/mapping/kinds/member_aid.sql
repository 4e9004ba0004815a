-- One row: a programme of a family, from the rows of its members; all of them or none. A family is on a programme when
-- one of its rows says so; of a programme told by member those on it are counted and their amounts added up.
with told as (
    select * exclude (aids), unnest(aids) as one_aid
    from (
        select null::varchar as kecamatan_code, null::integer as weight
        where false
        union all by name
        select * from mapped_row
    )
),

family as (
    select
        quarter,
        family_id,
        one_aid.programme as programme,
        left_out,
        one_aid.per_member as per_member,
        max(aside) as aside_member,
        any_value(kecamatan_code) as kecamatan_code,
        min(kecamatan_code) is distinct from max(kecamatan_code) as has_places,
        any_value(weight) as weight,
        bool_or(coalesce(one_aid.is_on, false)) as is_on,
        count(*) filter (one_aid.is_on) as members_on,
        sum(one_aid.rupiah) filter (one_aid.is_on) as members_rupiah,
        max(one_aid.rupiah) as rupiah,
        min(nullif(one_aid.rupiah, 0)) <> max(nullif(one_aid.rupiah, 0)) as has_amounts,
        max(one_aid.persons_covered) as persons_covered,
        min(nullif(one_aid.persons_covered, 0)) <> max(nullif(one_aid.persons_covered, 0)) as has_numbers,
        min(one_aid.first_quarter) filter (one_aid.is_on) as first_quarter,
        count(*) as source_rows
    from told
    group by all
)

select
    quarter,
    family_id,
    programme,
    case when per_member then try_cast(members_on as tinyint) else persons_covered end as persons_covered,
    kecamatan_code,
    weight,
    case when per_member then try_cast(members_rupiah as bigint) else rupiah end as rupiah,
    first_quarter,
    case
        when left_out is not null then left_out
        when aside_member is null and not is_on then 'not on aid'
    end as left_out,
    case
        when aside_member is not null then aside_member
        when left_out is not null or not is_on then null
        when has_places then 'kecamatan_code: differs between members of one family'
        when has_amounts and not per_member then programme || ' rupiah: differs between members of one family'
        when has_numbers and not per_member then programme || ' persons_covered: differs between members of one family'
    end as aside,
    source_rows
from family;
