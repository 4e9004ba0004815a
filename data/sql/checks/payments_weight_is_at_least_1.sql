-- error, payments: a payment whose weight is under 1
select * from payments
where weight < 1;
