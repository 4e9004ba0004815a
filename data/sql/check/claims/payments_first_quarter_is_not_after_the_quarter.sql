-- error, payments: a payment whose first_quarter is missing, not a quarter such as 2019Q4, or after its quarter
select * from payments
where first_quarter is null or not is_quarter(first_quarter) or first_quarter > quarter;
