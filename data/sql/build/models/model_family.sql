-- One row is one family of the register by the columns that models learn from, cut into classes so that groups stay few.
-- tenure: 0 not on it, 1 first year, 2 to five years, 3 longer; verified_age: 0 within a year, 1 two years, 2 longer, 3 never;
-- known_by: DTKS 1, Regsosek 2, P3KE 4, matched with Dukcapil 8.
create or replace temp view model_family as
select
    family_id,
    kabupaten,
    (kabupaten // 100)::tinyint as province,
    decile,
    family_type,
    case
        when pkh is null then 0 when getvariable('ordinal') - pkh < 4 then 1 when getvariable('ordinal') - pkh < 20 then 2 else 3
    end::tinyint as tenure_pkh,
    case
        when sembako is null then 0
        when getvariable('ordinal') - sembako < 4 then 1
        when getvariable('ordinal') - sembako < 20 then 2
        else 3
    end::tinyint as tenure_sembako,
    pbi is not null as on_pbi,
    least(persons, 6)::tinyint as persons,
    case
        when last_verified is null then 3
        when getvariable('ordinal') - last_verified < 4 then 0
        when getvariable('ordinal') - last_verified < 8 then 1
        else 2
    end::tinyint as verified_age,
    known_by,
    weight
from known_family
where decile >= 0;
