-- One row is one province of the entitled table that lies within the scope, or holds a kabupaten that does.
select distinct level as province_code
from entitled_effect
where
    term = 'province'
    and (
        $national
        or list_contains($provinces, level)
        or list_contains(list_transform($kabupaten, lambda code: left(code, 2)), level)
    )
order by province_code;
