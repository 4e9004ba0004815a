-- warning, payments: a spell that jumps: its first_quarter does not follow from the last quarter's payments
select now.family_id, now.programme, now.first_quarter, earlier.first_quarter as first_quarter_before
from payments as now
left join before.payments as earlier on now.family_id = earlier.family_id and now.programme = earlier.programme
where now.first_quarter is distinct from coalesce(earlier.first_quarter, now.quarter);
