-- error, spotcheck: a visit with a value that cannot be read as its column's type
select * from raw_spotcheck
where
    unread_decimal(weight) or unread_tiny(verified_decile) or unread_tiny(persons) or unread_truth(linked)
    or unread_decimal(fpc) or unread_tiny(pregnant) or unread_tiny(children_0_6) or unread_tiny(pupils_sd)
    or unread_tiny(pupils_smp) or unread_tiny(pupils_sma) or unread_tiny(aged_60_plus)
    or unread_tiny(severe_disability);
