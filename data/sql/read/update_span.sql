-- One row: the first and last day that the deliveries tell of, empty when there are no proposals.
select first_day, last_day, proposals from update_span;
