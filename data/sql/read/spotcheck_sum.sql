-- One row is one PSU of the nation with families in the error's denominator.
select kabupaten_code, psu, n, positives, weight, weight_positives, weight_squares, person_weight
from spotcheck_sum
where
    quarter = $quarter and programme = $programme and error = $error and yardstick = $yardstick
    and domain = $domain and unit = $unit
order by psu;
