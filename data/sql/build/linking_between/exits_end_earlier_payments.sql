-- error, exits: exits of families that the programme did not pay in the last quarter
with ended as (
    select
        told.programme,
        case told.programme when 'PKH' then earlier.pkh when 'SEMBAKO' then earlier.sembako else earlier.pbi end is not null
            as is_linked
    from read_parquet(getvariable('told_exit_file')) as told
    left join family_before as earlier using (family_id)
    where told.programme in ('PKH', 'SEMBAKO', 'PBI')
)
select programme as part, count(*) as rows_in, count(*) filter (not is_linked) as unlinked, null as example
from ended
group by programme
order by part;
