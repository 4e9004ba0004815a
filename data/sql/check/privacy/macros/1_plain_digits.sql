-- One value: a text with 0 for every digit that is not one of ours; most texts have none and stay as they are.
create or replace macro plain_digits(given) as
case when strlen(given) = length(given) then given else regexp_replace(given, '[^0-9\P{Nd}]', '0', 'g') end;
