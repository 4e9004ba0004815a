-- One value: a percentile rank, with or without its sign.
create or replace macro map_rank(given) as try_cast(plain_decimal(rtrim(map_text(given), ' %')) as double);
