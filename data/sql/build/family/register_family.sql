-- One row is one family of the register this quarter: renamed and cast, nothing else.
create or replace temp view register_family as
select
    f.family_id,
    area.kabupaten,
    area.kecamatan,
    f.decile,
    f.weight,
    f.persons,
    f.pregnant,
    f.children_0_6,
    f.pupils_sd,
    f.pupils_smp,
    f.pupils_sma,
    f.aged_60_plus,
    f.severe_disability,
    f.working_age_able,
    verified.ordinal as last_verified,
    (
        coalesce(f.from_dtks, false)::tinyint
        + 2 * coalesce(f.from_regsosek, false)::tinyint
        + 4 * coalesce(f.from_p3ke, false)::tinyint
        + 8 * coalesce(f.civil_match = 'matched', false)::tinyint
    )::tinyint as known_by
from families as f
left join area using (kecamatan_code)
left join quarter_label as verified on verified.label = f.last_verified;
