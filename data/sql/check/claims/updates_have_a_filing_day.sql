-- error, updates: a proposal without the day of filing
select * from updates
where filed_on is null;
