-- warning, exits: an exit of a family that the programme still pays this quarter; the payment counts, not the exit
select exits.*
from exits
semi join payments on exits.family_id = payments.family_id and exits.programme = payments.programme;
