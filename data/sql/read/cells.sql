-- One row is one cell of the quarter in one of the kabupaten asked for; kabupaten is the place of its code among them.
with area as (
    select unnest($codes) as kabupaten_code, unnest(range(len($codes)))::smallint as kabupaten
)
select
    area.kabupaten,
    decile,
    family_type,
    quarters_on_pkh,
    quarters_on_sembako,
    on_pbi,
    families::integer as families,
    persons::integer as persons,
    pbi_persons::integer as pbi_persons,
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
    rupiah_pkh,
    rupiah_sembako,
    rupiah_pbi
from cell
inner join area using (kabupaten_code)
where quarter = $quarter;
