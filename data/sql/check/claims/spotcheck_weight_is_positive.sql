-- error, spotcheck: a visit whose weight is missing or not above 0
select * from spotcheck
where weight is null or weight <= 0;
