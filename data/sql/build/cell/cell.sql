-- One row is one group of families of a kabupaten that are alike in everything that a policy may look at.
-- Components are counted dearest first by the rates of 2026, at most four persons a family, elderly and severe disability at most one each.
with running as (
    select
        *,
        least(4, pregnant) as to_pregnant,
        least(4, pregnant::smallint + children_0_6) as to_children,
        least(4, pregnant::smallint + children_0_6 + elderly) as to_elderly,
        least(4, pregnant::smallint + children_0_6 + elderly + severe_disability) as to_disability,
        least(4, pregnant::smallint + children_0_6 + elderly + severe_disability + pupils_sma) as to_sma,
        least(4, pregnant::smallint + children_0_6 + elderly + severe_disability + pupils_sma + pupils_smp) as to_smp,
        least(4, pregnant::smallint + children_0_6 + elderly + severe_disability + pupils_sma + pupils_smp + pupils_sd) as to_sd
    from known_family
    where decile >= 0
),
cell as (
    select
        kabupaten,
        decile,
        family_type,
        binned_quarters(pkh, getvariable('ordinal')) as quarters_on_pkh,
        binned_quarters(sembako, getvariable('ordinal')) as quarters_on_sembako,
        pbi is not null as on_pbi,
        sum(weight) as families,
        sum(weight * persons) as persons,
        sum(weight * pbi_persons) as pbi_persons,
        sum(weight * to_pregnant) as pregnant,
        sum(weight * (to_children - to_pregnant)) as children_0_6,
        sum(weight * (to_sd - to_smp)) as pupils_sd,
        sum(weight * (to_smp - to_sma)) as pupils_smp,
        sum(weight * (to_sma - to_disability)) as pupils_sma,
        sum(weight * (to_elderly - to_children)) as elderly,
        sum(weight * (to_disability - to_elderly)) as severe_disability,
        sum(weight * pupils_sd) as all_pupils_sd,
        sum(weight * pupils_smp) as all_pupils_smp,
        sum(weight * pupils_sma) as all_pupils_sma,
        sum(weight * rupiah_pkh) as rupiah_pkh,
        sum(weight * rupiah_sembako) as rupiah_sembako,
        sum(weight * rupiah_pbi) as rupiah_pbi
    from running
    group by all
)
select
    getvariable('quarter') as quarter,
    kabupaten_code(kabupaten) as kabupaten_code,
    decile,
    family_type,
    quarters_on_pkh,
    quarters_on_sembako,
    on_pbi,
    families::integer as families,
    persons::integer as persons,
    coalesce(pbi_persons, 0)::integer as pbi_persons,
    pregnant::integer as pregnant,
    children_0_6::integer as children_0_6,
    pupils_sd::integer as pupils_sd,
    pupils_smp::integer as pupils_smp,
    pupils_sma::integer as pupils_sma,
    elderly::integer as elderly,
    severe_disability::integer as severe_disability,
    all_pupils_sd::integer as all_pupils_sd,
    all_pupils_smp::integer as all_pupils_smp,
    all_pupils_sma::integer as all_pupils_sma,
    coalesce(rupiah_pkh, 0)::bigint as rupiah_pkh,
    coalesce(rupiah_sembako, 0)::bigint as rupiah_sembako,
    coalesce(rupiah_pbi, 0)::bigint as rupiah_pbi
from cell
order by kabupaten, decile, family_type, quarters_on_pkh, quarters_on_sembako, on_pbi;
