-- One row is one flow of one programme in one kabupaten, by reason: opening + entered + moved_in − exited − moved_out = closing.
-- At the first snapshot the ledger starts with what there is: closing alone.
-- A move says how far it went, so that moves within a province are no moves of the province.
with reached as (
    select
        *, if(kabupaten_before // 100 = kabupaten_after // 100, 'within_province', 'other_province') as reach
    from path
),
programme_path as (
    select
        'PKH' as programme, kabupaten_before, kabupaten_after, reach, pkh_before as on_before, pkh_after as on_after, families,
        null::bigint as persons_before, null::bigint as persons_after, null::bigint as persons_more
    from reached
    union all
    select
        'SEMBAKO', kabupaten_before, kabupaten_after, reach, sembako_before, sembako_after, families, null, null, null
    from reached
    union all
    select
        'PBI', kabupaten_before, kabupaten_after, reach, pbi_before, pbi_after, families,
        pbi_persons_before, pbi_persons_after, pbi_persons_more
    from reached
),
flow as (
    select
        programme, kabupaten_before as kabupaten, 'opening' as flow, '' as reason, false as given, families, persons_before as persons
    from programme_path where on_before
    union all
    select programme, kabupaten_after, 'closing', '', false, families, persons_after
    from programme_path where on_after
    union all
    select programme, kabupaten_before, 'moved_out', reach, false, families, persons_before
    from programme_path where on_before and on_after and kabupaten_before <> kabupaten_after
    union all
    select programme, kabupaten_after, 'moved_in', reach, false, families, persons_before
    from programme_path where on_before and on_after and kabupaten_before <> kabupaten_after
    union all
    select programme, kabupaten_after, 'entered', 'more_members', false, 0, persons_more
    from programme_path where on_before and on_after and persons_more > 0
    union all
    select
        programme, kabupaten_after, 'exited', 'fewer_members', false, 0, persons_before + persons_more - persons_after
    from programme_path where on_before and on_after and persons_before + persons_more > persons_after
    union all
    select
        programme, if(entered, kabupaten_after, kabupaten_before), if(entered, 'entered', 'exited'), reason, given,
        weight, weight * persons
    from reasoned_change
)
select
    getvariable('quarter') as quarter,
    kabupaten_code(kabupaten) as kabupaten_code,
    programme,
    flow,
    reason,
    given,
    sum(families)::bigint as families,
    sum(persons)::bigint as persons
from flow
where flow = 'closing' or getvariable('ordinal') > getvariable('first_ordinal')
group by all
order by all;
