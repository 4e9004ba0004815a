-- True or false: a value shows that a column holds hashes, of which few have sixteen digits by chance: an integer that is
-- longer, or sixteen hexadecimal characters with letters among them.
create or replace macro is_wider_hash(given) as
case
    when is_number(given) then abs(try_cast(given as double)) >= 1e16
    else strlen(cast(given as varchar)) = 16
        and regexp_full_match(cast(given as varchar), '[0-9A-Fa-f]*[A-Fa-f][0-9A-Fa-f]*')
end;
