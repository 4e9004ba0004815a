-- error, empowerment: a row whose pillar or outcome is missing or not one of the contract's
select * from empowerment
where
    pillar is null or pillar not in ('ability', 'asset', 'accessibility')
    or outcome is null or outcome not in ('joined', 'completed', 'graduated', 'dropped_out');
