-- One row is one warning that the checks of a quarter gave: the claim that does not hold, and how many rows break it.
select name, failures
from check_result
where quarter = $quarter and severity = 'warning' and failures > 0
order by name;
