-- One row: one family of the quarter, as given, renamed and cast, nothing else.
create or replace view families as
with given as (
    select
        null::varchar as quarter, no_identifier() as family_id, null::varchar as kecamatan_code, null::tinyint as decile,
        null::integer as weight, null::tinyint as persons, null::tinyint as pregnant, null::tinyint as children_0_6,
        null::tinyint as pupils_sd, null::tinyint as pupils_smp, null::tinyint as pupils_sma,
        null::tinyint as aged_60_plus, null::tinyint as severe_disability, null::tinyint as working_age_able,
        null::boolean as from_dtks, null::boolean as from_regsosek, null::boolean as from_p3ke,
        null::varchar as civil_match, null::varchar as last_verified, null::varchar as verified_by
    where false
    union all by name
    select * from given_families
)
select
    as_text(quarter) as quarter,
    as_identifier(family_id) as family_id,
    as_kecamatan(kecamatan_code) as kecamatan_code,
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
from given;
