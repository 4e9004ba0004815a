-- One value: quarters since year 0 up to a day, so that differences count quarters.
create or replace macro map_quarter_number(given) as year(given) * 4 + quarter(given) - 1;
