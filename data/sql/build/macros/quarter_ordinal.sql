-- Quarters since year 0, so that differences count quarters: quarter_ordinal('2026Q1') = 8104.
create or replace temp macro quarter_ordinal(label) as
    (left(label, 4)::smallint * 4 + right(label, 1)::smallint - 1)::smallint;
