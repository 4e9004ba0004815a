-- One value: a region code as it came, for the check to find its list; a fraction of a spreadsheet (3515.0) is taken off.
create or replace macro map_code(given) as regexp_replace(translate(map_text(given), '''', ''), '^([0-9]{4,})[.,]0$', '\1');
