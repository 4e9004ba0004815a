-- warning, payments: a payment to a family that is not in the register; it is counted as unmatched
select * from doubtful_payment
where not in_register;
