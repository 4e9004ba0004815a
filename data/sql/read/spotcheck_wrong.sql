-- One row is one PSU of the nation with families that are wrong in one way.
select value, psu, positives, weight_positives
from spotcheck_wrong
where quarter = $quarter and programme = $programme and error = $error and kind = $kind
order by value, psu;
