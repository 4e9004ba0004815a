-- One row is one flow of the register in one kabupaten: opening + born + moved_in − left − moved_out = closing, in families
-- and in persons; born are the newly registered.
with flow as (
    select kabupaten_before as kabupaten, 'opening' as flow, families, persons_before as persons
    from path where decile_before >= 0
    union all
    select kabupaten_after, 'closing', families, persons_after
    from path where decile_after >= 0
    union all
    select kabupaten_after, 'born', families, persons_after
    from path where decile_before = -1 and decile_after >= 0
    union all
    select kabupaten_before, 'left', families, persons_before
    from path where decile_before >= 0 and decile_after = -1
    union all
    select kabupaten_before, 'moved_out', families, persons_before
    from path where decile_before >= 0 and decile_after >= 0 and kabupaten_before <> kabupaten_after
    union all
    select kabupaten_after, 'moved_in', families, persons_before
    from path where decile_before >= 0 and decile_after >= 0 and kabupaten_before <> kabupaten_after
    union all
    -- members gained or lost by families that stay
    select kabupaten_after, 'born', 0, persons_more
    from path where decile_before >= 0 and decile_after >= 0
    union all
    select kabupaten_after, 'left', 0, persons_before + persons_more - persons_after
    from path where decile_before >= 0 and decile_after >= 0
)
select
    getvariable('quarter') as quarter,
    kabupaten_code(kabupaten) as kabupaten_code,
    flow,
    sum(families)::bigint as families,
    sum(persons)::bigint as persons
from flow
where flow = 'closing' or getvariable('ordinal') > getvariable('first_ordinal')
group by all
order by all;
