-- error, families: a family with a count of members that is missing or negative
select * from families
where
    pregnant is null or children_0_6 is null or pupils_sd is null or pupils_smp is null or pupils_sma is null
    or aged_60_plus is null or severe_disability is null or working_age_able is null
    or least(
        pregnant, children_0_6, pupils_sd, pupils_smp, pupils_sma, aged_60_plus, severe_disability, working_age_able
    ) < 0;
