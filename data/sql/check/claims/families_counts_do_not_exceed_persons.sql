-- error, families: a family with more members of one kind (a component, or working age) than persons
select * from families
where
    greatest(
        pregnant, children_0_6, pupils_sd, pupils_smp, pupils_sma, aged_60_plus, severe_disability, working_age_able
    ) > persons;
