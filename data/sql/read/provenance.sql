-- One row is the build that is served, found by its name: clocks are set back.
select build_id, built_at, code_version, built_quarters, seconds
from provenance
where build_id = $build_id;
