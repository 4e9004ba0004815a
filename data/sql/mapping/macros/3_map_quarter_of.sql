-- One value: the quarter of a day as text.
create or replace macro map_quarter_of(given) as printf('%dQ%d', year(given), quarter(given));
