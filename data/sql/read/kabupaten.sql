-- One row is one kabupaten within the scope that has cells in the quarter.
select distinct kabupaten_code
from cell
where
    quarter = $quarter
    and ($national or list_contains($provinces, left(kabupaten_code, 2)) or list_contains($kabupaten, kabupaten_code))
order by kabupaten_code;
