-- warning, families: the share of families not verified in the field for over four quarters, when above a quarter
select sum(unverified_families) / sum(families) as unverified_share
from register_summary
having unverified_share > 0.25;
