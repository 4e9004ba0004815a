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
    families::bigint as families,
    persons::bigint as persons,
    pbi_persons::bigint as pbi_persons,
    pregnant::bigint as pregnant,
    children_0_6::bigint as children_0_6,
    pupils_sd::bigint as pupils_sd,
    pupils_smp::bigint as pupils_smp,
    pupils_sma::bigint as pupils_sma,
    elderly::bigint as elderly,
    severe_disability::bigint as severe_disability,
    all_pupils_sd::bigint as all_pupils_sd,
    all_pupils_smp::bigint as all_pupils_smp,
    all_pupils_sma::bigint as all_pupils_sma,
    rupiah_pkh,
    rupiah_sembako,
    rupiah_pbi
from cell
inner join area using (kabupaten_code)
where quarter = $quarter;
