-- One row is one primary sampling unit of the spot check, for one programme: sums by the verified truth, never visits.
-- All units count, those without an interview too; blind rechecks do not.
with visit as (
    select
        s.quarter,
        left(s.kecamatan_code, 5) as kabupaten_code,
        s.stratum,
        s.psu,
        s.weight,
        s.outcome = 'interviewed' as interviewed,
        s.verified_decile,
        coalesce(
            greatest(
                s.pregnant, s.children_0_6, s.pupils_sd, s.pupils_smp, s.pupils_sma, s.aged_60_plus, s.severe_disability
            ) > 0,
            false
        ) as has_component,
        k.pkh is not null as on_pkh,
        k.sembako is not null as on_sembako,
        k.pbi is not null as on_pbi
    from spotcheck as s
    left join known_family as k using (family_id)
    where s.recheck_of is null
),
judged as (
    select
        v.*,
        r.programme,
        case r.programme when 'PKH' then on_pkh when 'SEMBAKO' then on_sembako else on_pbi end as recipient,
        coalesce(v.verified_decile <= r.max_decile, false) and (v.has_component or not r.needs_component) as entitled
    from visit as v
    cross join enacted_rule as r
)
select
    quarter,
    programme,
    kabupaten_code,
    stratum,
    psu,
    count(*)::integer as visits,
    (count(*) filter (interviewed))::integer as interviewed,
    coalesce(sum(weight) filter (interviewed), 0)::double as family_weight,
    coalesce(sum(weight) filter (interviewed and recipient), 0)::double as recipient_weight,
    coalesce(sum(weight) filter (interviewed and entitled), 0)::double as entitled_weight,
    coalesce(sum(weight) filter (interviewed and recipient and not entitled), 0)::double as recipient_not_entitled_weight,
    coalesce(sum(weight) filter (interviewed and entitled and not recipient), 0)::double as entitled_not_recipient_weight
from judged
group by all
order by quarter, programme, kabupaten_code, stratum, psu;
