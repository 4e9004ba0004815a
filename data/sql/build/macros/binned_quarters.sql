-- Consecutive quarters on aid, this one included: 0 not on aid, exact to 24, then the upper bound of whole years to 72, 73 = longer.
create or replace temp macro binned_quarters(first_quarter, this_quarter) as
    case
        when first_quarter is null then 0
        when this_quarter - first_quarter < 24 then this_quarter - first_quarter + 1
        when this_quarter - first_quarter < 72 then (this_quarter - first_quarter + 4) // 4 * 4
        else 73
    end::tinyint;
