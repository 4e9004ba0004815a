-- One value: the decile of a percentile rank: above 0 and up to 10 is 1, above 90 and up to 100 is 10.
create or replace macro map_percentile(given) as
case
    when as_decimal(regexp_replace(tidy(given), ' *%$', '')) > 0 and as_decimal(regexp_replace(tidy(given), ' *%$', '')) <= 100
        then cast(ceil(as_decimal(regexp_replace(tidy(given), ' *%$', '')) / 10) as bigint)
end;
