-- One row: one family that breaks no claim.
create or replace view kept.families as
select families.*
from staged.families
anti join staged.broken_families
    on families.family_id is not distinct from broken_families.family_id;
