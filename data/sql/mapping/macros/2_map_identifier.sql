-- One value: an identifier in its one form, without the mark that spreadsheets write before digits kept as text (').
create or replace macro map_identifier(given) as canonical(ltrim(map_text(given), ''''));
