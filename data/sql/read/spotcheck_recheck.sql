-- One row is one pair of judgements on families of the nation that were visited twice.
select first_entitled, again_entitled, families
from spotcheck_recheck
where quarter = $quarter and programme = $programme and yardstick = $yardstick
order by all;
