-- One row: one visit to one sampled family, as given, renamed and cast, nothing else.
create or replace view spotcheck as
with given as (
    select
        null::varchar as sample_id, null::varchar as quarter, no_identifier() as family_id, null::varchar as kecamatan_code,
        null::varchar as stratum, null::varchar as psu, null::double as weight, null::varchar as outcome,
        null::tinyint as verified_decile, null::varchar as verdict, null::tinyint as pregnant,
        null::tinyint as children_0_6, null::tinyint as pupils_sd, null::tinyint as pupils_smp,
        null::tinyint as pupils_sma, null::tinyint as aged_60_plus, null::tinyint as severe_disability,
        null::tinyint as persons, null::boolean as linked, null::varchar as recheck_of, null::double as fpc
    where false
    union all by name
    select * from given_spotcheck
)
select
    as_text(sample_id) as sample_id,
    as_text(quarter) as quarter,
    as_identifier(family_id) as family_id,
    as_kecamatan(kecamatan_code) as kecamatan_code,
    as_text(stratum) as stratum,
    as_text(psu) as psu,
    as_decimal(weight) as weight,
    as_text(outcome) as outcome,
    as_tiny(verified_decile) as verified_decile,
    as_text(verdict) as verdict,
    as_tiny(pregnant) as pregnant,
    as_tiny(children_0_6) as children_0_6,
    as_tiny(pupils_sd) as pupils_sd,
    as_tiny(pupils_smp) as pupils_smp,
    as_tiny(pupils_sma) as pupils_sma,
    as_tiny(aged_60_plus) as aged_60_plus,
    as_tiny(severe_disability) as severe_disability,
    as_tiny(persons) as persons,
    as_truth(linked) as linked,
    as_text(recheck_of) as recheck_of,
    as_decimal(fpc) as fpc
from given;
