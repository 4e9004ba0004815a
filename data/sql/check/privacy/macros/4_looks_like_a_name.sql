-- True or false: a text is made of words alone, up to six, and one is a usual given name or the first is a form of address.
create or replace macro looks_like_a_name(given) as
regexp_matches(trim(given), '^\p{L}')
and not regexp_matches(trim(given), '[^\p{L}.''’ ,-]|[ ,]([.''’-]|$)|([ ,]+[^ ,]+){6}')
and (
    regexp_matches(lower(trim(given)), '^(bpk|bapak|tn|tuan|ny|nyonya|ibu|sdr|sdri|hj)[. ]+\p{L}')
    or list_has_any(string_split_regex(lower(given), '[^a-z]+'), getvariable('given_names'))
);
