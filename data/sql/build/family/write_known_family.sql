-- One row is one family that the register or a payment of this quarter knows; decile −1 = paid, but not in the register.
-- The first quarter on each programme is NULL where the family is not on it. Goes to work/, never to the store.
copy (
    with pkh as (select * from paid where programme = 'PKH'),
    sembako as (select * from paid where programme = 'SEMBAKO'),
    pbi as (select * from paid where programme = 'PBI')
    select
        family_id,
        f.kabupaten,
        f.kecamatan,
        f.decile,
        (
            (greatest(pregnant, children_0_6, pupils_sd, pupils_smp, pupils_sma, aged_60_plus, severe_disability) > 0)::tinyint
            + 2 * (aged_60_plus > 0)::tinyint
            + 4 * (severe_disability > 0)::tinyint
            + 8 * (greatest(pregnant, children_0_6) > 0)::tinyint
            + 16 * (working_age_able > 0)::tinyint
        )::tinyint as family_type,
        f.weight,
        f.persons,
        f.pregnant,
        f.children_0_6,
        f.pupils_sd,
        f.pupils_smp,
        f.pupils_sma,
        (f.aged_60_plus > 0)::tinyint as elderly,
        (f.severe_disability > 0)::tinyint as severe_disability,
        f.last_verified,
        f.known_by,
        pkh.first_quarter as pkh,
        sembako.first_quarter as sembako,
        pbi.first_quarter as pbi,
        pbi.persons_covered as pbi_persons,
        pkh.rupiah as rupiah_pkh,
        sembako.rupiah as rupiah_sembako,
        pbi.rupiah as rupiah_pbi
    from register_family as f
    left join pkh using (family_id)
    left join sembako using (family_id)
    left join pbi using (family_id)
    union all by name
    select *, -1::tinyint as decile, -1::tinyint as family_type
    from paid_outside
) to (getvariable('known_family_file')) (format parquet, compression zstd);
