-- True or false: a text holds a street or lane by name, RT and RW, or a house number behind one of these.
create or replace macro looks_like_an_address(given) as
regexp_matches(lower(given), '(^|[^a-z])(jl|jln|jalan|gg|gang)[. ]+[a-z0-9]')
or regexp_matches(lower(given), '(^|[^a-z])rt[ .:]*\p{Nd}{1,3}[^0-9a-z].*rw[ .:]*\p{Nd}{1,3}')
or regexp_matches(lower(given), '(^|[^a-z])(dusun|dsn|kampung|kp|perum|komplek|kompleks|blok) .*(no|nomor)[. ]*\p{Nd}+');
