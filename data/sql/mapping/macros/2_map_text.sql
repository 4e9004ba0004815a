-- One value: a text as it came, without blanks at its ends.
create or replace macro map_text(given) as tidy(given);
