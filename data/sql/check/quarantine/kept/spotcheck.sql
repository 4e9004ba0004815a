-- One row: one visit that breaks no claim.
create or replace view kept.spotcheck as
select spotcheck.*
from staged.spotcheck
anti join staged.broken_spotcheck
    on spotcheck.sample_id is not distinct from broken_spotcheck.sample_id;
