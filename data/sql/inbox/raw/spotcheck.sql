-- One row: one visit to one sampled family, as it came; columns that did not come are empty.
create or replace view raw_spotcheck as
select
    null::varchar as sample_id, null::varchar as quarter, no_identifier() as family_id, null::varchar as kecamatan_code,
    null::varchar as stratum, null::varchar as psu, null::double as weight, null::varchar as outcome,
    null::tinyint as verified_decile, null::varchar as verdict, null::tinyint as pregnant,
    null::tinyint as children_0_6, null::tinyint as pupils_sd, null::tinyint as pupils_smp,
    null::tinyint as pupils_sma, null::tinyint as aged_60_plus, null::tinyint as severe_disability,
    null::tinyint as persons, null::boolean as linked, null::varchar as recheck_of, null::double as fpc
where false
union all by name
select * from given_spotcheck;
