-- One row is one family that entered or left one programme: first_before is NULL for an entry, first_after for an exit.
create or replace temp table change as
select
    family_id, 'PKH' as programme, weight, kabupaten_before, kabupaten_after, family_type_before, decile_after,
    pkh_before as first_before, pkh_after as first_after, null::tinyint as persons
from changed_family
where (pkh_before is null) <> (pkh_after is null)
union all
select
    family_id, 'SEMBAKO', weight, kabupaten_before, kabupaten_after, family_type_before, decile_after,
    sembako_before, sembako_after, null
from changed_family
where (sembako_before is null) <> (sembako_after is null)
union all
select
    family_id, 'PBI', weight, kabupaten_before, kabupaten_after, family_type_before, decile_after,
    pbi_before, pbi_after, coalesce(pbi_persons_before, pbi_persons_after)
from changed_family
where (pbi_before is null) <> (pbi_after is null);
