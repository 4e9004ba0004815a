-- One row is one quarter with its number (see build/macros/quarter_ordinal).
create or replace temp table quarter_label as
select year || 'Q' || number as label, (year * 4 + number - 1)::smallint as ordinal
from range(1900, 2101) as years (year)
cross join range(1, 5) as numbers (number);
