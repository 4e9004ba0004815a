-- One row is one interviewed family: what was found, beside the columns of the register that models learn from (NULL
-- where it is not in the register). Blind rechecks are left out. Never leaves the build.
create or replace temp table learning_visit as
select
    v.sample_id,
    v.psu,
    left(v.kabupaten_code, 2) as province_code,
    v.weight,
    v.verified_decile,
    v.has_component,
    coalesce(v.linked, false) and f.decile is not null as in_register,
    f.province,
    f.decile,
    f.family_type,
    f.tenure_pkh,
    f.tenure_sembako,
    f.on_pbi,
    f.persons,
    f.verified_age,
    f.known_by
from visit as v
inner join spotcheck as s using (sample_id)
left join model_family as f on s.family_id = f.family_id and v.linked
where v.interviewed and v.recheck_of is null and v.verified_decile is not null;
