-- One row: one proposal that breaks no claim.
create or replace view kept.updates as
select updates.*
from staged.updates
anti join staged.broken_updates
    on updates.update_id is not distinct from broken_updates.update_id;
