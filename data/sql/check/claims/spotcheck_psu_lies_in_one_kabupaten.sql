-- error, spotcheck: a visit to a psu that comes in more than one kabupaten, as if each had numbered its own anew
with spread as (
    select psu, string_agg(distinct left(kecamatan_code, 5), ', ' order by left(kecamatan_code, 5)) as kabupaten_of_psu
    from spotcheck
    where psu <> ''
    group by psu
    having count(distinct left(kecamatan_code, 5)) > 1
)

select spread.psu, spread.kabupaten_of_psu, spotcheck.* exclude (psu)
from spotcheck
inner join spread using (psu);
