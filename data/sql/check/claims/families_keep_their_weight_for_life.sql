-- error, families: a family whose weight differs from the last quarter; where every weight is 1 nothing is joined
select now.family_id, earlier.weight as weight_before, now.weight as weight_now
from (select family_id, weight from families where weight > 1) as now
inner join before.families as earlier on now.family_id = earlier.family_id
where now.weight <> earlier.weight
union all
select now.family_id, earlier.weight as weight_before, now.weight as weight_now
from (select family_id, weight from before.families where weight > 1) as earlier
inner join families as now on earlier.family_id = now.family_id
where now.weight <= 1;
