-- One row is one family of the register this quarter: renamed and cast, nothing else.
create or replace temp view register_family as
select
    family_id,
    (left(kecamatan_code, 2) || substr(kecamatan_code, 4, 2))::smallint as kabupaten,
    decile,
    weight,
    persons,
    pregnant,
    children_0_6,
    pupils_sd,
    pupils_smp,
    pupils_sma,
    aged_60_plus,
    severe_disability,
    working_age_able,
    quarter_ordinal(nullif(last_verified, '')) as last_verified
from families;
