-- error, updates: a proposal decided before it was filed, or pending with a day of decision
select * from updates
where decided_on < filed_on or (outcome = 'pending' and decided_on is not null);
