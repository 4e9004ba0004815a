-- One row is one group of ten families or more within the scope: a smaller one is never shown nor sent to be visited.
select kabupaten_code, decile, family_type, on_programme, families, wrong
from checking_group
where
    programme = $programme
    and families >= $smallest
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
order by kabupaten_code, decile, family_type, on_programme;
