-- One row is one group of families of a province that models cannot tell apart; number counts the groups in their order.
create or replace temp table register_group as
with alike as (
    select
        province,
        decile,
        family_type,
        tenure_pkh,
        tenure_sembako,
        on_pbi,
        persons,
        verified_age,
        known_by,
        sum(families)::bigint as families
    from register_place
    group by all
)
select
    (row_number() over (
        order by province, decile, family_type, tenure_pkh, tenure_sembako, on_pbi, persons, verified_age, known_by
    ) - 1)::integer as number,
    *
from alike;
