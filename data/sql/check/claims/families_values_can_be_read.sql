-- error, families: a family with a value that cannot be read as its column's type
select * from raw_families
where
    unread_tiny(decile) or unread_whole(weight) or unread_tiny(persons)
    or unread_tiny(pregnant) or unread_tiny(children_0_6)
    or unread_tiny(pupils_sd) or unread_tiny(pupils_smp) or unread_tiny(pupils_sma)
    or unread_tiny(aged_60_plus) or unread_tiny(severe_disability) or unread_tiny(working_age_able)
    or unread_truth(from_dtks) or unread_truth(from_regsosek) or unread_truth(from_p3ke);
