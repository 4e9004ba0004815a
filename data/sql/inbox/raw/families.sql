-- One row: one family of the quarter, as it came; columns that did not come are empty.
create or replace view raw_families as
select
    null::varchar as quarter, no_identifier() as family_id, null::varchar as kecamatan_code, null::tinyint as decile,
    null::integer as weight, null::tinyint as persons, null::tinyint as pregnant, null::tinyint as children_0_6,
    null::tinyint as pupils_sd, null::tinyint as pupils_smp, null::tinyint as pupils_sma,
    null::tinyint as aged_60_plus, null::tinyint as severe_disability, null::tinyint as working_age_able,
    null::boolean as from_dtks, null::boolean as from_regsosek, null::boolean as from_p3ke,
    null::varchar as civil_match, null::varchar as last_verified, null::varchar as verified_by
where false
union all by name
select * from given_families;
