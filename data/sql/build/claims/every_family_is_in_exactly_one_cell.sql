-- One row is a kabupaten and quarter whose cells do not hold the families that its register holds.
with cells as (
    select quarter, kabupaten_code, sum(families) as families, sum(persons) as persons
    from cell
    group by all
),
register as (
    select quarter, kabupaten_code, sum(families) as families, sum(persons) as persons
    from register_quality
    group by all
)
select
    quarter,
    kabupaten_code,
    cells.families as families_in_cells,
    register.families as families_in_register,
    cells.persons as persons_in_cells,
    register.persons as persons_in_register
from cells
full join register using (quarter, kabupaten_code)
where
    cells.families is distinct from register.families
    or cells.persons is distinct from register.persons
order by all;
