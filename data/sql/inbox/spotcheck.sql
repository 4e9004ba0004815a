-- One row: one visit to one sampled family, renamed and cast, nothing else.
create or replace view spotcheck as
select
    as_text(sample_id) as sample_id,
    as_text(quarter) as quarter,
    as_identifier(family_id) as family_id,
    as_kecamatan('spotcheck', kecamatan_code) as kecamatan_code,
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
from raw_spotcheck;
