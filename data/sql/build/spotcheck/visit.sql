-- One row is one visit of the spot check, blind rechecks too: what was found, beside what register and payments know.
-- PSUs are numbered in the order of stratum and name: no village is named. The correction for few PSUs holds for the
-- whole quarter or not at all. Components that no visit noted are taken from the
-- register; where it does not know the family either, they are unknown (NULL), not none: it cannot be judged for PKH.
create or replace temp table visit as
with seen as (
    select
        s.*,
        k.family_id is not null and coalesce(s.linked, true) as linked_family,
        coalesce(
            greatest(
                s.pregnant, s.children_0_6, s.pupils_sd, s.pupils_smp, s.pupils_sma, s.aged_60_plus, s.severe_disability
            ) > 0,
            k.decile >= 0 and k.family_type & 1 > 0
        ) as has_component,
        k.decile,
        k.family_type,
        k.persons as register_persons,
        k.pkh,
        k.sembako,
        k.pbi,
        k.pbi_persons
    from spotcheck as s
    left join known_family as k using (family_id)
),
counted as (
    select stratum, count(distinct psu) as sampled, min(fpc) as fpc, count(*) = count(fpc) and min(fpc) = max(fpc) as is_given
    from spotcheck
    where nullif(recheck_of, '') is null
    group by stratum
),
design as (
    select stratum, case when bool_and(is_given and fpc >= sampled) over () then fpc end as psus_in_stratum
    from counted
)
select
    quarter,
    sample_id,
    nullif(recheck_of, '') as recheck_of,
    min(left(kecamatan_code, 5)) over (partition by stratum, psu) as kabupaten_code,
    stratum,
    dense_rank() over (order by stratum, psu)::integer as psu,
    psus_in_stratum as fpc,
    weight,
    outcome,
    outcome = 'interviewed' as interviewed,
    linked_family as linked,
    verified_decile,
    nullif(verdict, '') as verdict,
    has_component,
    coalesce(aged_60_plus, 0) > 0 as has_elderly,
    coalesce(severe_disability, 0) > 0 as has_severe_disability,
    coalesce(greatest(pregnant, children_0_6), 0) > 0 as has_pregnant_or_young_child,
    coalesce(greatest(pupils_sd, pupils_smp, pupils_sma), 0) > 0 as has_pupil,
    coalesce(persons, register_persons, 0) as persons,
    case when linked_family then decile else -1 end as register_decile,
    coalesce(linked_family and decile >= 0 and family_type & 1 > 0, false) as register_component,
    linked_family and pkh is not null as on_pkh,
    linked_family and sembako is not null as on_sembako,
    linked_family and pbi is not null as on_pbi,
    case when linked_family then coalesce(pbi_persons, 0) else 0 end as pbi_persons
from seen
left join design using (stratum);
