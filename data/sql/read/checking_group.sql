-- One row is one group of families within the scope, exact: what may be shown of it is decided in data/figures.
select kabupaten_code, decile, family_type, on_programme, families, wrong
from checking_group
where
    programme = $programme
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
order by kabupaten_code, decile, family_type, on_programme;
