-- One row is one kecamatan: its families, those in deciles 1 to 4, those without a decile, those verified within a year.
select
    kecamatan_code as code,
    sum(families)::bigint as families,
    coalesce(sum(families) filter (decile between 1 and 4), 0)::bigint as poor,
    coalesce(sum(families) filter (decile = 0), 0)::bigint as unranked,
    coalesce(sum(families) filter (verified_within_year), 0)::bigint as verified
from kecamatan_register
where
    quarter = $quarter
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by code;
