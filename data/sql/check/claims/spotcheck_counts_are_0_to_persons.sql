-- error, spotcheck: a visit with persons that are not 1 to 30, or a component that is negative or exceeds them
select * from spotcheck
where
    persons not between 1 and 30
    or least(pregnant, children_0_6, pupils_sd, pupils_smp, pupils_sma, aged_60_plus, severe_disability) < 0
    or greatest(pregnant, children_0_6, pupils_sd, pupils_smp, pupils_sma, aged_60_plus, severe_disability) > persons;
