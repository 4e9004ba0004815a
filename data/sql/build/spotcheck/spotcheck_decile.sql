-- One row is one PSU: how the register's decile agrees with the one that the visit found, of interviewed families that
-- both rank; the last five sums make the correlation of the two (x the register's, y the verified one).
-- Numbers are added in the order of their size, so that the order of rows does not show.
select
    quarter,
    kabupaten_code,
    psu,
    count(*)::integer as n,
    (count(*) filter (verified_decile = register_decile))::integer as exact,
    (count(*) filter (abs(verified_decile - register_decile) <= 1))::integer as within_one,
    sum(weight order by weight)::double as weight,
    coalesce(sum(weight order by weight) filter (verified_decile = register_decile), 0)::double as weight_exact,
    coalesce(sum(weight order by weight) filter (abs(verified_decile - register_decile) <= 1), 0)::double as weight_within_one,
    sum(weight * weight order by weight * weight)::double as weight_squares,
    sum(weight * register_decile order by weight * register_decile)::double as sum_x,
    sum(weight * verified_decile order by weight * verified_decile)::double as sum_y,
    sum(weight * register_decile * register_decile order by weight * register_decile * register_decile)::double as sum_xx,
    sum(weight * verified_decile * verified_decile order by weight * verified_decile * verified_decile)::double as sum_yy,
    sum(weight * register_decile * verified_decile order by weight * register_decile * verified_decile)::double as sum_xy
from visit
where interviewed and recheck_of is null and register_decile between 1 and 10 and verified_decile is not null
group by all
order by psu;
