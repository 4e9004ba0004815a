-- One row is the build that is served, the latest of those that led to it.
select build_id, built_at, code_version, built_quarters, seconds
from provenance
order by built_at desc
limit 1;
