-- One row is one group of families of a kabupaten that are alike in how the register knows them.
select
    getvariable('quarter') as quarter,
    left(kecamatan_code, 5) as kabupaten_code,
    coalesce(getvariable('ordinal') - quarter_ordinal(nullif(last_verified, '')) < 4, false) as verified_within_year,
    from_dtks,
    from_regsosek,
    from_p3ke,
    civil_match,
    decile > 0 as ranked,
    sum(weight)::bigint as families,
    sum(weight * persons)::bigint as persons
from families
group by all
order by all;
