-- One row: one quota that breaks no claim.
create or replace view kept.quotas as
select quotas.*
from staged.quotas
anti join staged.broken_quotas
    on quotas.kabupaten_code is not distinct from broken_quotas.kabupaten_code
    and quotas.programme is not distinct from broken_quotas.programme;
