-- error, exits: exits of families that the programme did not pay in the last quarter
with ended as (
    select exits.programme, exits.family_id, earlier.family_id is not null as is_linked
    from exits
    left join before.payments as earlier
        on exits.family_id = earlier.family_id and exits.programme = earlier.programme
    where exits.family_id is not null and not is_blank(exits.family_id)
)

select
    programme as part,
    count(*) as rows_in,
    count(*) filter (not is_linked) as unlinked,
    min(family_id) filter (not is_linked) as example
from ended
group by programme
order by part;
