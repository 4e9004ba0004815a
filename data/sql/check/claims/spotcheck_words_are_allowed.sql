-- error, spotcheck: a visit whose outcome or verdict is not one of the contract's
select * from spotcheck
where
    outcome is null or outcome not in ('interviewed', 'refused', 'not_found', 'moved', 'deceased')
    or verdict not in ('eligible', 'ineligible', '');
