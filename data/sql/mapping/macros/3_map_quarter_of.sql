-- One value: the quarter of a day as text; the day is named once, for it may be a great expression.
create or replace macro map_quarter_of(given) as
replace(
    replace(
        replace(replace(strftime(date_trunc('quarter', given), '%YQ%m'), 'Q01', 'Q1'), 'Q04', 'Q2'), 'Q07', 'Q3'
    ),
    'Q10', 'Q4'
);
