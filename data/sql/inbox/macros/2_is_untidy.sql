-- True or false: a text has blanks at its ends, or accents written in another way (see tidy); an empty one is tidy.
create or replace macro is_untidy(given) as given <> '' and given is distinct from tidy(given);
