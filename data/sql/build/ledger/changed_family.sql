-- One row is one family that entered or left at least one programme between the last quarter and this.
create or replace temp table changed_family as
with aided as (
    select * from family_before where pkh is not null or sembako is not null or pbi is not null
)
select
    family_id,
    coalesce(a.weight, b.weight) as weight,
    b.kabupaten as kabupaten_before,
    a.kabupaten as kabupaten_after,
    b.family_type as family_type_before,
    coalesce(a.decile, -1) as decile_after,
    b.pkh as pkh_before,
    a.pkh as pkh_after,
    b.sembako as sembako_before,
    a.sembako as sembako_after,
    b.pbi as pbi_before,
    a.pbi as pbi_after,
    b.pbi_persons as pbi_persons_before,
    a.pbi_persons as pbi_persons_after
from known_family as a
full join aided as b using (family_id)
where getvariable('ordinal') > getvariable('first_ordinal')
  and (
      (a.pkh is null) <> (b.pkh is null)
      or (a.sembako is null) <> (b.sembako is null)
      or (a.pbi is null) <> (b.pbi is null)
  );
