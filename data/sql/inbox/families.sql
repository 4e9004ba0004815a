-- One row: one family of the quarter, renamed and cast, nothing else.
create or replace view families as
select
    as_text(quarter) as quarter,
    as_identifier(family_id) as family_id,
    as_kecamatan('families', kecamatan_code) as kecamatan_code,
    as_tiny(decile) as decile,
    coalesce(as_whole(weight), 1) as weight,
    as_tiny(persons) as persons,
    as_tiny(pregnant) as pregnant,
    as_tiny(children_0_6) as children_0_6,
    as_tiny(pupils_sd) as pupils_sd,
    as_tiny(pupils_smp) as pupils_smp,
    as_tiny(pupils_sma) as pupils_sma,
    as_tiny(aged_60_plus) as aged_60_plus,
    as_tiny(severe_disability) as severe_disability,
    as_tiny(working_age_able) as working_age_able,
    as_truth(from_dtks) as from_dtks,
    as_truth(from_regsosek) as from_regsosek,
    as_truth(from_p3ke) as from_p3ke,
    as_text(civil_match) as civil_match,
    as_text(last_verified) as last_verified,
    as_text(verified_by) as verified_by
from raw_families;
