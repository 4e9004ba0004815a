-- warning, families: a decile that holds more than 1 point more or less than 10 % of the ranked persons
with ranked as (
    select decile, sum(persons) as persons
    from register_summary
    where decile between 1 and 10
    group by all
)

select deciles.decile, coalesce(ranked.persons, 0) / (select sum(persons) from ranked) as persons_share
from (select unnest(range(1, 11)) as decile) as deciles
left join ranked using (decile)
where abs(coalesce(ranked.persons, 0) / (select sum(persons) from ranked) - 0.1) > 0.01;
