-- One row: one exit that breaks no claim.
create or replace view kept.exits as
select exits.*
from staged.exits
anti join staged.broken_exits
    on exits.family_id is not distinct from broken_exits.family_id
    and exits.programme is not distinct from broken_exits.programme;
