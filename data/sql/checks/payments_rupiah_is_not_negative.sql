-- error, payments: a payment whose rupiah are missing or negative
select * from payments
where rupiah is null or rupiah < 0;
