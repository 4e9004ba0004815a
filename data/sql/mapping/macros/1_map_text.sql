-- One value: what a cell says as a text.
create or replace macro map_text(given) as cast(given as varchar);
