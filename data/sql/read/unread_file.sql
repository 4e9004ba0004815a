-- One row is one file or folder that the build did not read: of the quarter, or (quarter empty) of the inbox itself.
select quarter, name
from unread_file
where quarter in ('', $quarter)
order by all;
