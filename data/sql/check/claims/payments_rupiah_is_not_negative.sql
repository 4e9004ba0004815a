-- error, payments: a payment whose rupiah are missing, negative or above a thousand million
select * from payments
where rupiah is null or rupiah not between 0 and 1000000000;
