-- One row is one group of spells known at a quarter: ended up to it, or running at it (cause empty). Spells are kept by
-- province, so a scope of single kabupaten has none.
select
    family_type,
    entry,
    stop,
    cause,
    sum(families)::bigint as families
from spell
where
    programme = $programme
    and (quarter = $quarter or (quarter < $quarter and cause <> ''))
    and within_scope(province_code, $national, $provinces, $kabupaten)
group by all
order by all;
