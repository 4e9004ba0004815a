-- One value: the decile of a percentile rank: above 0 and up to 10 is 1, above 90 and up to 100 is 10.
create or replace macro map_percentile(given) as
case
    when map_rank(given) > 0 and map_rank(given) <= 100 then cast(ceil(map_rank(given) / 10) as bigint)
end;
