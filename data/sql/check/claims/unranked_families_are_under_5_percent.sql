-- warning, families: the share of families without a rank (decile 0), when above 5 %
select sum(families) filter (where decile = 0) / sum(families) as unranked_share
from register_summary
having unranked_share > 0.05;
