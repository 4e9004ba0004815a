-- One row is one group of families of a kabupaten that models cannot tell apart.
create or replace temp table register_place as
select
    kabupaten,
    province,
    decile,
    family_type,
    tenure_pkh,
    tenure_sembako,
    on_pbi,
    persons,
    verified_age,
    known_by,
    sum(weight)::bigint as families
from model_family
group by all;
