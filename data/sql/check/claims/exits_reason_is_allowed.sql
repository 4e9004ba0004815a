-- error, exits: an exit whose reason is missing or not one of the contract's
select * from exits
where
    reason is null
    or reason not in (
        'deceased', 'moved_abroad', 'not_found', 'duplicate', 'decile_above', 'graduated', 'duration_cap',
        'not_in_register', 'ineligible_occupation', 'online_gambling', 'refused', 'administrative', 'other'
    );
