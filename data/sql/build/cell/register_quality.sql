-- One row is one group of families of a kabupaten that are alike in how the register knows them.
with known as (
    select
        area.kabupaten,
        coalesce(getvariable('ordinal') - verified.ordinal < 4, false) as verified_within_year,
        f.from_dtks,
        f.from_regsosek,
        f.from_p3ke,
        f.civil_match,
        f.decile > 0 as ranked,
        sum(f.weight) as families,
        sum(f.weight * f.persons) as persons
    from families as f
    left join area using (kecamatan_code)
    left join quarter_label as verified on verified.label = f.last_verified
    group by all
)
select
    getvariable('quarter') as quarter,
    kabupaten_code(kabupaten) as kabupaten_code,
    verified_within_year,
    from_dtks,
    from_regsosek,
    from_p3ke,
    civil_match,
    ranked,
    families::bigint as families,
    persons::bigint as persons
from known
order by all;
