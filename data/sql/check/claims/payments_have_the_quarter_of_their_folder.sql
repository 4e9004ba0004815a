-- error, payments: a payment whose quarter is not that of its folder
select * from payments
where quarter is distinct from getvariable('quarter');
