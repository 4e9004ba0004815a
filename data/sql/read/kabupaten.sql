-- One row is one kabupaten within the scope that has cells in the quarter.
select distinct kabupaten_code
from cell
where
    quarter = $quarter
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
order by kabupaten_code;
