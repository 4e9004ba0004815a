-- One row is one error in one area that lies wholly within the scope.
select *
from assisted_error
where $national or list_contains($provinces, code)
order by programme, error, code;
