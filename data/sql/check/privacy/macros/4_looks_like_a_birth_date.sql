-- True or false: a text is a day of 1900 to 2009.
create or replace macro looks_like_a_birth_date(given) as
regexp_full_match(
    trim(given),
    '((19\p{Nd}{2}|200\p{Nd})[-/.]\p{Nd}{1,2}[-/.]\p{Nd}{1,2}|\p{Nd}{1,2}[-/.]\p{Nd}{1,2}[-/.](19\p{Nd}{2}|200\p{Nd}))( 00:00:00)?'
);
