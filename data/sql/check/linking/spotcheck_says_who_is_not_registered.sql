-- warning, spotcheck: visits without family_id that do not say that the register lacks the family (linked = false)
select
    '' as part,
    count(*) as rows_in,
    count(*) filter ((family_id is null or is_blank(family_id)) and linked is distinct from false) as unlinked,
    min(sample_id) filter ((family_id is null or is_blank(family_id)) and linked is distinct from false) as example
from spotcheck;
