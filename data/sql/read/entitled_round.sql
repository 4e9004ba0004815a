-- One row is one programme in the round of the spot check that the models rest on.
select quarter, programme, visits, psus, replicates, entitled_outside_share, lacks
from entitled_round
order by programme;
