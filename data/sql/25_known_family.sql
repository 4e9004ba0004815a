-- One row is one family that the register or a payment of this quarter knows; decile −1 = paid, but not in the register.
-- first_quarter by programme is NULL where the family is not on it. Goes to work/, never to the store.
copy (
    with pkh as (select * from paid where programme = 'PKH'),
    sembako as (select * from paid where programme = 'SEMBAKO'),
    pbi as (select * from paid where programme = 'PBI')
    select
        family_id,
        coalesce(f.kabupaten, pkh.kabupaten, sembako.kabupaten, pbi.kabupaten) as kabupaten,
        coalesce(f.decile, -1)::tinyint as decile,
        case
            when f.decile is null then -1
            else (greatest(pregnant, children_0_6, pupils_sd, pupils_smp, pupils_sma, aged_60_plus, severe_disability) > 0)::tinyint
                + 2 * (aged_60_plus > 0)::tinyint
                + 4 * (severe_disability > 0)::tinyint
                + 8 * (greatest(pregnant, children_0_6) > 0)::tinyint
                + 16 * (working_age_able > 0)::tinyint
        end::tinyint as family_type,
        coalesce(f.weight, pkh.weight, sembako.weight, pbi.weight, 1)::integer as weight,
        f.persons,
        f.pregnant,
        f.children_0_6,
        f.pupils_sd,
        f.pupils_smp,
        f.pupils_sma,
        (aged_60_plus > 0)::tinyint as elderly,
        (severe_disability > 0)::tinyint as severe_disability,
        f.last_verified,
        pkh.first_quarter as pkh,
        sembako.first_quarter as sembako,
        pbi.first_quarter as pbi,
        pbi.persons_covered as pbi_persons,
        pkh.rupiah as rupiah_pkh,
        sembako.rupiah as rupiah_sembako,
        pbi.rupiah as rupiah_pbi
    from register_family as f
    full join pkh using (family_id)
    full join sembako using (family_id)
    full join pbi using (family_id)
) to (getvariable('known_family_file')) (format parquet, compression zstd);
