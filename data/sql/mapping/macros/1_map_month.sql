-- One value: the number of a month by its Indonesian or English name, whole or its beginning (Agu, Agt, Ags, Aug), NULL
-- when it is none.
create or replace macro map_month(given) as
case left(lower(given), 3)
    when 'jan' then 1
    when 'feb' then 2
    when 'peb' then 2
    when 'mar' then 3
    when 'apr' then 4
    when 'mei' then 5
    when 'may' then 5
    when 'jun' then 6
    when 'jul' then 7
    when 'agu' then 8
    when 'agt' then 8
    when 'ags' then 8
    when 'aug' then 8
    when 'sep' then 9
    when 'okt' then 10
    when 'oct' then 10
    when 'nov' then 11
    when 'nop' then 11
    when 'des' then 12
    when 'dec' then 12
end;
