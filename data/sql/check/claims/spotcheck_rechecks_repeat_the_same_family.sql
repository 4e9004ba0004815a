-- warning, spotcheck: a recheck that names another family than the visit that it repeats
select again.*
from spotcheck as again
inner join spotcheck as earlier on again.recheck_of = earlier.sample_id
where again.family_id <> earlier.family_id;
