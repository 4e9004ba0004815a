-- One row is one claim about a carried quarter that its new ledger does not judge anew.
select *
from old.check_result
where quarter = getvariable('quarter') and not list_contains(getvariable('judged_anew'), name);
