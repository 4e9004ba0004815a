-- error, payments: a payment to a family that is not in the register, without the kecamatan where it is paid
select * from doubtful_payment
where not in_register and (kecamatan_code is null or kecamatan_code = '');
