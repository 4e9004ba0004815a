-- Of the rows of the table named that name a family: how many, and how many whose family neither register nor payments
-- hold, with one of these. The great tables are looked through for the few that are asked for, never the other way round.
create or replace macro named_unknown_families(asking) as table (
    with asked as (
        select family_id, count(*) as rows_in
        from query_table(asking)
        where family_id is not null and not is_blank(family_id)
        group by family_id
    ),

    known as (
        select family_id from families semi join asked using (family_id)
        union
        select family_id from payments semi join asked using (family_id)
    )

    select
        '' as part,
        coalesce(sum(asked.rows_in), 0)::bigint as rows_in,
        coalesce(sum(asked.rows_in) filter (known.family_id is null), 0)::bigint as unlinked,
        min(asked.family_id) filter (known.family_id is null) as example
    from asked
    left join known on asked.family_id = known.family_id
);
