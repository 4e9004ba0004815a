-- Of the rows of the table named that name a family: how many, and how many whose family neither families nor payments
-- hold (see check/named/unknown_family), with one of these.
create or replace macro named_unknown_families(asking) as table (
    select
        '' as part,
        count(*) as rows_in,
        count(unknown.family_id) as unlinked,
        min(unknown.family_id) as example
    from query_table(asking) as asked
    left join unknown_family as unknown on asked.family_id = unknown.family_id
    where asked.family_id is not null and not is_blank(asked.family_id)
);
