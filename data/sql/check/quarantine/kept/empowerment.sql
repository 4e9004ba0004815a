-- One row: one row of empowerment that breaks no claim.
create or replace view kept.empowerment as
select empowerment.*
from staged.empowerment
anti join staged.broken_empowerment
    on empowerment.family_id is not distinct from broken_empowerment.family_id
    and empowerment.quarter is not distinct from broken_empowerment.quarter
    and empowerment.pillar is not distinct from broken_empowerment.pillar
    and empowerment.programme is not distinct from broken_empowerment.programme;
