-- error, payments: a payment whose weight is under 1 or above 1,000,000
select * from payments
where weight not between 1 and 1000000;
